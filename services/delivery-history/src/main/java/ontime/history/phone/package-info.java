/** Reads phone numbers as people write them. */
@NullMarked
package ontime.history.phone;

import org.jspecify.annotations.NullMarked;
