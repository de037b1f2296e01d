/** Brings events that are committed to the broker. */
@NullMarked
package ontime.issuer.outbox;

import org.jspecify.annotations.NullMarked;
