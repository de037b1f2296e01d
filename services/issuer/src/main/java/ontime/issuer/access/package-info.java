/** Who may call, and what they may do. */
@NullMarked
package ontime.issuer.access;

import org.jspecify.annotations.NullMarked;
