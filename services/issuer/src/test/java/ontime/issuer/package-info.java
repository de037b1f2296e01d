/** The issuer as a whole, on real parts. */
@NullMarked
package ontime.issuer;

import org.jspecify.annotations.NullMarked;
