package ontime.bench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.bench.baseline.ServiceKafka;
import ontime.events.EventHeaders;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Publishes requests as the issuer does: same settings, same headers, same key. A record is made apart from publishing
 * it, so that a clock may start where that of Kafka's own test does: with the octets at hand.
 */
final class Post implements AutoCloseable {

    private static final URI SOURCE = URI.create("/ontime/issuer");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
    private static final byte[] KEPT = (TRACE + "01").getBytes(UTF_8);
    private static final byte[] NOT_KEPT = (TRACE + "00").getBytes(UTF_8);

    private static final int PATIENCE_MILLISECONDS = 300_000;

    private final Serializer<Object> events;
    private final Producer<byte[], byte[]> producer;
    private final int keptOneIn;
    private final AtomicInteger made = new AtomicInteger();

    private Post(Map<String, Object> settings, int keptOneIn) {
        this.keptOneIn = keptOneIn;
        this.events = eventsOf(settings);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The one that the services' own settings name. */
    @SuppressWarnings("unchecked")
    private static Serializer<Object> eventsOf(Map<String, Object> settings) {
        var named = (Class<?>) Objects.requireNonNull(settings.get(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG));
        var events = (Serializer<Object>) Utils.newInstance(named.asSubclass(Serializer.class));
        events.configure(settings, false);
        return events;
    }

    /**
     * Record by record, at once, as the issuer does.
     *
     * @param keptOneIn of so many requests one says that its trace is kept
     */
    static Post single(ServiceKafka kafka, int keptOneIn) {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new Post(settings, keptOneIn);
    }

    /** The same in large batches: for a mountain that nobody waits for. */
    static Post bulk(ServiceKafka kafka, int keptOneIn) {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        // On a busy machine the broker may lag behind for a while, which is no reason to lose what was prepared.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLISECONDS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLISECONDS);
        return new Post(settings, keptOneIn);
    }

    ProducerRecord<byte[], byte[]> record(String topic, OtpRequested request) {
        var headers = new RecordHeaders();
        EventHeaders.describing(request, request.getEventId(), SOURCE, request.getRequestedAt())
                .forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        headers.add(EventHeaders.TRACE_PARENT, made.getAndIncrement() % keptOneIn == 0 ? KEPT : NOT_KEPT);
        byte[] key = (request.getTenant() + ":" + request.getUserId()).getBytes(UTF_8);
        return new ProducerRecord<>(topic, null, key, events.serialize(topic, headers, request), headers);
    }

    Future<RecordMetadata> publish(ProducerRecord<byte[], byte[]> record) {
        return producer.send(record);
    }

    /** Octets of a record on the wire: key, value, headers. */
    static int size(ProducerRecord<byte[], byte[]> record) {
        int size = record.key().length + record.value().length;
        for (Header header : record.headers()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }

    @Override
    public void close() {
        producer.close();
        events.close();
    }
}
