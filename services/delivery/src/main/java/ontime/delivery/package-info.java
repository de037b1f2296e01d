/** The worker engine: carries each delivery from its request to its end, whatever the channel. */
@NullMarked
package ontime.delivery;

import org.jspecify.annotations.NullMarked;
