/** The issuer's keys: keyed hashes of codes, fingerprints of destinations, sealing. */
@NullMarked
package ontime.issuer.crypto;

import org.jspecify.annotations.NullMarked;
