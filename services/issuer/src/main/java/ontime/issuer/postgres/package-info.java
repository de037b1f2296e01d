/** Challenges and their events, kept together. */
@NullMarked
package ontime.issuer.postgres;

import org.jspecify.annotations.NullMarked;
