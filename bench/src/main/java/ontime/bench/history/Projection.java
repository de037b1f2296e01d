package ontime.bench.history;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import ontime.bench.baseline.ServiceKafka;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Table;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A backlog on the topics, read by the history after a pause; then the rows that it made, again, by COPY. */
final class Projection implements HistoryBenchmark.Measuring {

    private static final double GOAL = 0.5;

    /** The first part of the backlog warms the virtual machine up. */
    private static final double WARM = 0.2;

    private record Seen(long nanos, long events) {}

    @Override
    public Findings measure(Scale scale) throws Exception {
        try (var history = LoneHistory.open(Story.TENANT)) {
            history.stop();
            long events = publish(history, scale.published());
            history.start();
            double projected = rateOf(watch(history, events), events);
            history.stop();
            double copied = new Copy(history).rate();
            return new Findings(
                    "projection",
                    "events a second from Kafka into PostgreSQL, beside COPY of the same rows",
                    new Table(
                            List.of("what", "events", "events a second", "of COPY"),
                            List.of(
                                    List.of("COPY of the same rows, the better of two", events, copied, 1.0),
                                    List.of("the projection", events, projected, projected / copied))),
                    List.of(Goal.atLeast("the projection, as a share of COPY", GOAL, projected / copied)),
                    List.of("COPY writes into empty tables of the same form, with the same indexes, on one connection;"
                            + " the broker runs on the same machine while the projection reads"),
                    List.of());
        }
    }

    private static long publish(LoneHistory history, int logins) {
        var settings = new HashMap<>(new ServiceKafka(history.bootstrapServers(), history.registryUrl()).producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 300_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 300_000);
        long events = 0;
        // Clicks of the last half hour: requests stay on their topic for no more than an hour.
        Instant first = Instant.now().minusSeconds(1_800);
        try (var producer = new KafkaProducer<String, Object>(settings)) {
            for (int number = 0; number < logins; number++) {
                for (Story.Told told : new Story(number, first.plusMillis(number)).events()) {
                    var _ = producer.send(new ProducerRecord<>(told.topic().topicName(), told.key(), told.event()));
                    events++;
                }
            }
        }
        return events;
    }

    /** Looks how far it is, until all is there. */
    private static List<Seen> watch(LoneHistory history, long events) throws Exception {
        var seen = new ArrayList<Seen>();
        try (var connection = history.connect()) {
            long read = 0;
            while (read < events) {
                read = number(connection, "SELECT coalesce(sum(next_offset), 0) FROM read_mark");
                seen.add(new Seen(System.nanoTime(), read));
                Thread.sleep(50);
            }
            long stored = number(connection, "SELECT count(*) FROM fact");
            if (stored != events) {
                throw new IOException(events + " events were published and " + stored + " are stored");
            }
        }
        return seen;
    }

    private static double rateOf(List<Seen> seen, long events) {
        Seen begin = seen.stream()
                .filter(one -> one.events >= events * WARM)
                .findFirst()
                .orElseThrow();
        Seen end = seen.getLast();
        return (end.events - begin.events) * 1e9 / (end.nanos - begin.nanos);
    }

    static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
