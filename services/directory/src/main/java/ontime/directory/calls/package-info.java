/** Calls to others over HTTP: the issuer, and what tenants have told us to tell. */
@NullMarked
package ontime.directory.calls;

import org.jspecify.annotations.NullMarked;
