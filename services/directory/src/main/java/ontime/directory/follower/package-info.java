/** The stores that must know each contact, and how far each of them is. */
@NullMarked
package ontime.directory.follower;

import org.jspecify.annotations.NullMarked;
