package ontime.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A record that nobody can read, on any topic, is kept with the reason, and the next code comes all the same. */
class PoisonIT {

    private static final AtomicInteger TURNS = new AtomicInteger();

    private final RunningProduct product = SharedProduct.get();
    private final AuthService auth = new AuthService(product);

    @ParameterizedTest
    @EnumSource
    void garbageOnATopicBecomesADeadLetterAndHoldsNobodyUp(Topic topic) throws Exception {
        byte[] garbage = ("garbage on " + topic).getBytes(UTF_8);
        poisonEveryPartition(topic, garbage);

        Set<String> consumers = new HashSet<>();
        try (var letters = consumer(topic.deadLetterName())) {
            Awaitility.await("dead letters of " + topic)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        letters.poll(Duration.ofMillis(200)).forEach(letter -> {
                            if (Arrays.equals(letter.value(), garbage)) {
                                assertThat(header(letter, "dlt-reason")).isNotBlank();
                                consumers.add(header(letter, "dlt-consumer"));
                            }
                        });
                        return consumers.containsAll(readersOf(topic));
                    });
        }
        assertThat(consumers).isEqualTo(readersOf(topic));

        // Its own, because a destination gets five codes in ten minutes.
        int turn = TURNS.incrementAndGet();
        String phone = "+4477009002%02d".formatted(turn);
        String email = "eve-%d@example.com".formatted(turn);
        JsonNode challenge = auth.login("{\"userId\": \"poison-%s\", \"phone\": \"%s\"}".formatted(topic, phone));
        String code = AuthService.codeIn(
                auth.awaitMessage(phone, challenge.get("reference").asString()));
        auth.check(challenge, code);
        auth.awaitVerdict(challenge.get("loginId").asString(), "VERIFIED");
        JsonNode byMail = auth.login("{\"userId\": \"poison-%s\", \"email\": \"%s\"}".formatted(topic, email));
        auth.awaitMessage(email, byMail.get("reference").asString());
    }

    private static Set<String> readersOf(Topic topic) {
        return switch (topic) {
            case REQUESTS -> Set.of("sms-worker", "email-worker", "delivery-history");
            case LOGINS -> Set.of("issuer");
            case RECEIPTS -> Set.of("delivery-history", "issuer");
            case CHECKS -> Set.of("delivery-history");
            case ACCOUNTS -> Set.of("delivery-history", "directory", "issuer");
            case CONTACTS -> Set.of("issuer");
        };
    }

    private void poisonEveryPartition(Topic topic, byte[] garbage) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", product.setting("KAFKA_BOOTSTRAP"));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var partition : producer.partitionsFor(topic.topicName())) {
                // With a key, because a compacted topic takes nothing without one.
                producer.send(new ProducerRecord<>(topic.topicName(), partition.partition(), garbage, garbage))
                        .get();
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String topic) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", product.setting("KAFKA_BOOTSTRAP")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
