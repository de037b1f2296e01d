package ontime.bench.measure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What Kafka alone needs for a record: from send to poll, acknowledged by all replicas, as its own end-to-end test. */
public final class KafkaRoundTrip {

    /** About the size of a request with a sealed SMS in it. */
    public static final int RECORD_BYTES = 900;

    private static final String TOPIC = "bench.round-trip";

    private KafkaRoundTrip() {}

    /**
     * Measures in a process of its own, as Kafka's tool does, and prints each time in milliseconds. Takes the broker's
     * address, the size of each record, records a second and how many of them to warm up with, and the same to measure.
     */
    public static void main(String[] arguments) throws Exception {
        int bytes = Integer.parseInt(arguments[1]);
        measure(arguments[0], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), bytes);
        measure(arguments[0], Integer.parseInt(arguments[4]), Integer.parseInt(arguments[5]), bytes)
                .values()
                .forEach(System.out::println);
    }

    /**
     * Measures on a topic of its own.
     *
     * @param bytes size of each record
     */
    public static Percentiles measure(String bootstrap, int perSecond, int count, int bytes) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0);
        var times = new ConcurrentLinkedQueue<Double>();
        var arrived = new CountDownLatch(count);
        try (var admin = Admin.create(settings)) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
                var consumer = new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            producer.send(new ProducerRecord<>(TOPIC, new byte[bytes])).get(30, TimeUnit.SECONDS);
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            consumer.position(partition);
            var polling = CompletableFuture.runAsync(() -> {
                while (arrived.getCount() > 0) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                        times.add((System.nanoTime() - Long.parseLong(new String(record.key(), US_ASCII))) / 1e6);
                        arrived.countDown();
                    }
                }
            });
            OpenLoop.run(perSecond, count, beat -> {
                byte[] startedAt = Long.toString(System.nanoTime()).getBytes(US_ASCII);
                producer.send(new ProducerRecord<>(TOPIC, 0, startedAt, new byte[bytes]))
                        .get();
            });
            polling.get(60, TimeUnit.SECONDS);
        }
        return new Percentiles(List.copyOf(times));
    }
}
