/** Who may call, and what they may do. */
@NullMarked
package ontime.directory.access;

import org.jspecify.annotations.NullMarked;
