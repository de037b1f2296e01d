/** The pages of administrators. */
@NullMarked
package ontime.directory.console;

import org.jspecify.annotations.NullMarked;
