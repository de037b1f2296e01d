/** The events that services speak to each other in, and the topics that carry them. */
@NullMarked
package ontime.events;

import org.jspecify.annotations.NullMarked;
