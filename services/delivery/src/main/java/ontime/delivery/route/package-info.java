/** By which way a message leaves, how many at a time and how fast. */
@NullMarked
package ontime.delivery.route;

import org.jspecify.annotations.NullMarked;
