/** How facts come into the history and leave it: kept with the place they were read at, rebuilt, erased. */
@NullMarked
package ontime.history.projection;

import org.jspecify.annotations.NullMarked;
