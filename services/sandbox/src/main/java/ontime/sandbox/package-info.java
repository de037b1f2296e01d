/** Everything on one machine, with a simulated phone network and simulated mailboxes. */
@NullMarked
package ontime.sandbox;

import org.jspecify.annotations.NullMarked;
