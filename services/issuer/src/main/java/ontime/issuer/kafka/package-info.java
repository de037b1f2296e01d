/** Brings events that are committed to the broker. */
@NullMarked
package ontime.issuer.kafka;

import org.jspecify.annotations.NullMarked;
