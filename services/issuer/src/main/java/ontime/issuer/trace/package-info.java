/** Which trace the present work belongs to (W3C Trace Context). */
@NullMarked
package ontime.issuer.trace;

import org.jspecify.annotations.NullMarked;
