package ontime.bench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.HashMap;
import java.util.concurrent.Future;
import ontime.bench.baseline.ServiceKafka;
import ontime.events.EventHeaders;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;

/** Publishes requests as the issuer does: same settings, same headers, same key. */
final class Post implements AutoCloseable {

    private static final URI SOURCE = URI.create("/ontime/issuer");
    private static final byte[] TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8);

    private static final int PATIENCE_MILLISECONDS = 300_000;

    private final Producer<String, Object> producer;

    private Post(Producer<String, Object> producer) {
        this.producer = producer;
    }

    /** Record by record, at once, as the issuer does. */
    static Post single(ServiceKafka kafka) {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new Post(new KafkaProducer<>(settings));
    }

    /** In large batches: for a mountain that nobody waits for. */
    static Post bulk(ServiceKafka kafka) {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        // On a busy machine the broker may lag behind for a while, which is no reason to lose what was prepared.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLISECONDS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLISECONDS);
        return new Post(new KafkaProducer<>(settings));
    }

    Future<RecordMetadata> publish(String topic, OtpRequested request) {
        return producer.send(record(topic, request));
    }

    private static ProducerRecord<String, Object> record(String topic, OtpRequested request) {
        var record =
                new ProducerRecord<String, Object>(topic, request.getTenant() + ":" + request.getUserId(), request);
        EventHeaders.describing(request, request.getEventId(), SOURCE, request.getRequestedAt())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        record.headers().add(EventHeaders.TRACE_PARENT, TRACE);
        return record;
    }

    /** Octets of the record on the wire: key, value, headers. */
    int size(String topic, OtpRequested request) throws Exception {
        var record = record(topic, request);
        RecordMetadata taken = producer.send(record).get();
        int size = taken.serializedKeySize() + taken.serializedValueSize();
        for (Header header : record.headers()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }

    @Override
    public void close() {
        producer.close();
    }
}
