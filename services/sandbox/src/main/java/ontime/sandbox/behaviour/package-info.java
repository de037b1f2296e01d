/** How a simulated provider behaves: slow, lossy, failing, throttled or down. */
@NullMarked
package ontime.sandbox.behaviour;

import org.jspecify.annotations.NullMarked;
