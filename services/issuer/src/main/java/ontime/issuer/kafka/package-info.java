/** Brings events that are committed to the broker, and reads those of others: receipts, and logins that begin. */
@NullMarked
package ontime.issuer.kafka;

import org.jspecify.annotations.NullMarked;
