package ontime.stories;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What goes wrong around a running product, beside its providers. */
final class Mishaps {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningProduct product;
    private final Map<String, Object> kafka;

    Mishaps(RunningProduct product) {
        this.product = product;
        this.kafka = Map.of("bootstrap.servers", product.setting("KAFKA_BOOTSTRAP"));
    }

    /** Something goes wrong. */
    interface Fault {
        void happens() throws Exception;
    }

    /** What is done while something is broken. */
    interface Meanwhile {
        void happens();
    }

    /** Somebody puts a record on the topic of login events that nobody can read. */
    void aRecordIsUnreadable() throws ExecutionException, InterruptedException {
        var garbage = "garbage".getBytes(UTF_8);
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(Topic.LOGINS.topicName(), garbage, garbage))
                    .get();
        }
    }

    /** The last requests are published once more, as a broker does that is restored from a copy. */
    void requestsComeAgain(int count) throws ExecutionException, InterruptedException {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer = producer()) {
            var partitions = consumer.partitionsFor(Topic.REQUESTS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            for (var record : newest(records, count)) {
                producer.send(new ProducerRecord<>(
                                record.topic(), record.partition(), record.key(), record.value(), record.headers()))
                        .get();
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> newest(
            List<ConsumerRecord<byte[], byte[]>> records, int count) {
        return records.stream()
                .sorted((one, other) -> Long.compare(other.timestamp(), one.timestamp()))
                .limit(count)
                .toList();
    }

    /** Somebody holds the table that the history writes to. */
    void theHistoryCannotWrite(Meanwhile meanwhile) throws SQLException {
        var database = URI.create(product.setting("DATABASE_URL"));
        var account = database.getUserInfo().split(":", 2);
        var url = "jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath();
        try (var connection = DriverManager.getConnection(url, account[0], account[1]);
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE history.fact IN SHARE ROW EXCLUSIVE MODE");
            meanwhile.happens();
            connection.rollback();
        }
    }

    /** All services stand still, as on a machine that swaps. */
    void everythingHangs(Meanwhile meanwhile) throws IOException, InterruptedException {
        signal("-STOP");
        try {
            meanwhile.happens();
        } finally {
            signal("-CONT");
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        var pid = product.processes().getFirst().pid();
        new ProcessBuilder("kill", signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Somebody changes a user's number in another store, and the directory looks there. */
    void aNumberIsChangedElsewhere(String user, String phone) throws IOException, InterruptedException {
        send(
                "PUT",
                product.setting("SANDBOX_URL") + "/followers/graph/users/" + user,
                "{\"phone\": \"" + phone + "\"}");
        send(
                "POST",
                product.setting("DIRECTORY_URL") + "/v1/users/" + user + "/reconcile",
                "{\"reason\": \"a story\"}");
    }

    private void send(String method, String url, String body) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + product.setting("ADMIN_API_KEY"))
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(url + ": HTTP " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
