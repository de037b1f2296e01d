package ontime.bench.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import ontime.bench.baseline.ServiceKafka;
import ontime.bench.measure.OpenLoop;
import ontime.bench.measure.Percentiles;
import ontime.bench.report.Findings;
import ontime.bench.report.Table;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From an event on its topic to whoever follows its login: Kafka, the projection, the next look, the open answer. */
final class Live implements HistoryBenchmark.Measuring {

    private static final int PER_SECOND = 3;

    private static final int WARM_UP = 60;
    private static final int MEASURED = 300;

    /** So that the event comes at any time between two looks at the login. */
    private static final int LOOKS_MILLIS = 500;

    @Override
    public Findings measure(Scale scale) throws Exception {
        try (var history = LoneHistory.open(Story.TENANT);
                var producer = producer(history)) {
            follow(history, producer, 0, WARM_UP);
            Percentiles took = follow(history, producer, WARM_UP, MEASURED);
            return new Findings(
                    "live",
                    "how long an event takes to a page that follows its login",
                    new Table(
                            List.of("what", "p50 ms", "p99 ms", "longest ms", "n"),
                            List.of(List.of("event to page", took.at(0.5), took.at(0.99), took.at(1), took.count()))),
                    List.of(),
                    List.of(
                            "a login that is followed is looked at every 500 ms (ontime.history.console.follow-pace), and"
                                    + " so this is half of it on average; " + PER_SECOND
                                    + " logins a second, each followed"),
                    List.of());
        }
    }

    private static KafkaProducer<String, Object> producer(LoneHistory history) {
        return new KafkaProducer<>(
                new HashMap<>(new ServiceKafka(history.bootstrapServers(), history.registryUrl()).producer()));
    }

    private static Percentiles follow(
            LoneHistory history, KafkaProducer<String, Object> producer, int first, int logins)
            throws InterruptedException {
        Queue<Double> milliseconds = new ConcurrentLinkedQueue<>();
        var random = new Random(first);
        var waits = random.ints(logins, 0, LOOKS_MILLIS).toArray();
        OpenLoop.run(PER_SECOND, logins, beat -> {
            var story = Story.now(first + beat).events();
            send(producer, story.getFirst());
            String login = Story.login(first + beat);
            awaitKnown(history, login);
            try (var page = history.follow("/v1/logins/" + login + "/events")) {
                awaitData(page, "OtpRequested");
                TimeUnit.MILLISECONDS.sleep(waits[beat]);
                long begin = System.nanoTime();
                send(producer, story.get(1));
                awaitData(page, "DeliveryReceipt");
                milliseconds.add((System.nanoTime() - begin) / 1e6);
            }
        });
        if (milliseconds.size() < logins) {
            throw new IllegalStateException(logins - milliseconds.size() + " of " + logins + " were not told");
        }
        return new Percentiles(List.copyOf(milliseconds));
    }

    private static void send(KafkaProducer<String, Object> producer, Story.Told told) throws Exception {
        producer.send(new ProducerRecord<>(told.topic().topicName(), told.key(), told.event()))
                .get();
    }

    private static void awaitKnown(LoneHistory history, String login) throws Exception {
        for (int tries = 0; tries < 600; tries++) {
            if (history.get("/v1/logins/" + login).statusCode() == 200) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IOException("login " + login + " was not projected");
    }

    private static void awaitData(BufferedReader page, String type) throws IOException {
        for (String line = page.readLine(); line != null; line = page.readLine()) {
            if (line.startsWith("data:") && line.contains("\"" + type + "\"")) {
                return;
            }
        }
        throw new IOException("the page was left alone");
    }
}
