/** The keys of the directory: what it stores encrypted, fingerprints, seals for the issuer, one-time passwords. */
@NullMarked
package ontime.directory.crypto;

import org.jspecify.annotations.NullMarked;
