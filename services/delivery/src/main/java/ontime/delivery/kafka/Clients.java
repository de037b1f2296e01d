package ontime.delivery.kafka;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Deserializer;
import org.springframework.kafka.core.KafkaOperations;

/**
 * What a worker speaks to Kafka with.
 *
 * @param consumers makes a consumer of the worker's group for each try to read
 * @param events makes what reads events from bytes; called by us, not by the consumer, so that the bytes of a bad
 *     record are at hand
 * @param receipts publishes these
 * @param letters keeps what cannot be read or sent, as it came; closed with the worker
 */
record Clients(
        Supplier<Consumer<byte[], byte[]>> consumers,
        Supplier<Deserializer<?>> events,
        KafkaOperations<String, Object> receipts,
        Producer<byte[], byte[]> letters) {}
