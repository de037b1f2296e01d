/** How long deliveries take over a day: by hour, by stage and by route. */
@NullMarked
package ontime.history.delays;

import org.jspecify.annotations.NullMarked;
