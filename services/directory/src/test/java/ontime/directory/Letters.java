package ontime.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ontime.events.DeadLetter;
import ontime.events.Topic;
import ontime.infrastructure.TestInfrastructure;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The dead letters of the directory. */
final class Letters {

    private Letters() {}

    /** Keys and reasons of all that there are. */
    static List<String> all() {
        Map<String, Object> broker = Map.of("bootstrap.servers", TestInfrastructure.kafka());
        try (var consumer = new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var letters = List.of(new TopicPartition(Topic.ACCOUNTS.deadLetterName(), 0));
            consumer.assign(letters);
            consumer.seekToBeginning(letters);
            long end = consumer.endOffsets(letters).values().iterator().next();
            var all = new ArrayList<String>();
            while (consumer.position(letters.getFirst()) < end) {
                for (var letter : consumer.poll(Duration.ofMillis(200))) {
                    all.add(new String(letter.key(), UTF_8) + " "
                            + new String(
                                    letter.headers()
                                            .lastHeader(DeadLetter.REASON)
                                            .value(),
                                    UTF_8));
                }
            }
            return all;
        }
    }
}
