/** Follows what the workers handed over, and publishes what became of it. */
@NullMarked
package ontime.gateway.kafka;

import org.jspecify.annotations.NullMarked;
