/** The gate of the contract: what has been released stays readable, in both directions and for ever. */
@NullMarked
package ontime.events.released;

import org.jspecify.annotations.NullMarked;
