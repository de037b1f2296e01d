/** Brings events that are committed to the broker in their order, and hears what followers have applied. */
@NullMarked
package ontime.directory.kafka;

import org.jspecify.annotations.NullMarked;
