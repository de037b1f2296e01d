/** Reads phone numbers as people write them. */
@NullMarked
package ontime.directory.phone;

import org.jspecify.annotations.NullMarked;
