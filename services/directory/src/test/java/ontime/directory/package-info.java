/** The directory as a whole, on real parts. */
@NullMarked
package ontime.directory;

import org.jspecify.annotations.NullMarked;
