/** What the person reads. */
@NullMarked
package ontime.issuer.message;

import org.jspecify.annotations.NullMarked;
