/** The worker's edge to Kafka: takes requests in, commits what is finished, publishes receipts and dead letters. */
@NullMarked
package ontime.delivery.kafka;

import org.jspecify.annotations.NullMarked;
