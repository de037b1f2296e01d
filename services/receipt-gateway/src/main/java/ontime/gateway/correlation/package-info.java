/** Joins what was reported to the delivery that it is about, in whatever order the two come. */
@NullMarked
package ontime.gateway.correlation;

import org.jspecify.annotations.NullMarked;
