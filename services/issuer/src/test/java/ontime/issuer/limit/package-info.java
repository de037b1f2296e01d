/** Rules about how much may be asked for. */
@NullMarked
package ontime.issuer.limit;

import org.jspecify.annotations.NullMarked;
