/** Where a code may go, and over which channel. */
@NullMarked
package ontime.issuer.routing;

import org.jspecify.annotations.NullMarked;
