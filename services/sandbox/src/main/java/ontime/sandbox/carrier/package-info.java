/** The simulated phone network, with one phone for every number. */
@NullMarked
package ontime.sandbox.carrier;

import org.jspecify.annotations.NullMarked;
