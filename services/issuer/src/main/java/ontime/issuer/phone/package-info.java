/** Reads phone numbers as people write them. */
@NullMarked
package ontime.issuer.phone;

import org.jspecify.annotations.NullMarked;
