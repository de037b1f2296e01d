package ontime.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ontime.events.ContactKind;
import ontime.events.DeadLetter;
import ontime.events.FollowerState;
import ontime.events.Topic;
import ontime.infrastructure.TestInfrastructure;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A record that nobody can read stops nobody's contact from being in force. */
class DeadLetterIT {

    private final RunningDirectory directory = RunningDirectory.shared();
    private final Topics topics = Topics.shared();
    private final String user = directory.newUser();

    @Test
    void garbageBecomesADeadLetterAndWhatFollowsItIsHeard() {
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        byte[] key = ("demo:" + user).getBytes(UTF_8);
        Map<String, Object> broker = Map.of("bootstrap.servers", TestInfrastructure.kafka());
        try (var producer = new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(Topic.ACCOUNTS.topicName(), key, new byte[] {1, 2, 3}));
        }

        topics.tell(user, "issuer", ContactKind.PHONE, 1, FollowerState.APPLIED, Instant.now());

        await().atMost(Duration.ofSeconds(30))
                .until(() -> directory
                        .asAdmin("GET", "/v1/users/" + user, null)
                        .body()
                        .at("/contacts/0/inForce")
                        .asBoolean());
        var letters = new TopicPartition(Topic.ACCOUNTS.deadLetterName(), 0);
        try (var consumer = new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                boolean found = false;
                for (var letter : consumer.poll(Duration.ofMillis(200))) {
                    found |= new String(letter.key(), UTF_8).equals("demo:" + user)
                            && new String(
                                            letter.headers()
                                                    .lastHeader(DeadLetter.CONSUMER)
                                                    .value(),
                                            UTF_8)
                                    .equals("directory");
                }
                assertThat(found).isTrue();
            });
        }
    }
}
