/** A challenge from the request for a code to its end. */
@NullMarked
package ontime.issuer.challenge;

import org.jspecify.annotations.NullMarked;
