/** The stories of the product, played end to end against a running installation. */
@NullMarked
package ontime.stories;

import org.jspecify.annotations.NullMarked;
