/** Fingerprints of destinations, as the issuer makes them. */
@NullMarked
package ontime.history.crypto;

import org.jspecify.annotations.NullMarked;
