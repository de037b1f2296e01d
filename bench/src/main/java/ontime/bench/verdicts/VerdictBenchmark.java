package ontime.bench.verdicts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ontime.bench.baseline.ServiceKafka;
import ontime.bench.history.LoneHistory;
import ontime.bench.measure.Benchmark;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Machine;
import ontime.bench.report.Report;
import ontime.events.TrustedClasses;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays logins whose cause is known through the real projection, asks the API what happened, and counts how often the
 * first verdict names the cause.
 */
public final class VerdictBenchmark implements Benchmark {

    private static final Path RESULTS = Path.of("bench", "target", "verdicts");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final double GOAL = 99.5;
    private static final int ASKING = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String question() {
        return "the share of logins whose first verdict names what was done to them";
    }

    @Override
    public void run(List<String> parts) throws Exception {
        TrustedClasses.install();
        var settings = System.getenv();
        int count = Integer.parseInt(settings.getOrDefault("ONTIME_BENCH_LOGINS", "10000"));
        long seed = Long.parseLong(
                settings.getOrDefault("ONTIME_BENCH_SEED", Long.toString(new Random().nextInt(Integer.MAX_VALUE))));
        System.out.println("  " + count + " logins, seed " + seed + " (ONTIME_BENCH_LOGINS, ONTIME_BENCH_SEED)");
        double before = Machine.load();
        try (var history = LoneHistory.open(PlayedLogin.TENANT)) {
            var play = Play.drawn(count, seed, Instant.now());
            publish(history, play, new Chance(seed));
            var confusion = ask(history, play);
            new Report(RESULTS).tell(findings(confusion, seed), List.of(before, Machine.load()));
        }
    }

    private static void publish(LoneHistory history, Play play, Chance chance)
            throws InterruptedException, ExecutionException {
        var settings = new HashMap<>(new ServiceKafka(history.bootstrapServers(), history.registryUrl()).producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        try (var producer = new KafkaProducer<String, Object>(settings)) {
            List<Future<RecordMetadata>> sent = play.shuffled(chance).stream()
                    .map(one -> producer.send(new ProducerRecord<String, Object>(
                            one.topic().topicName(), null, one.at().toEpochMilli(), one.key(), one.event())))
                    .toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    /** Waits until all is projected, then asks: a verdict may name the login that came after. */
    private static Confusion ask(LoneHistory history, Play play) throws InterruptedException, ExecutionException {
        Instant giveUp = Instant.now().plus(PATIENCE);
        inParallel(play.withLater().stream()
                .map(login -> (Callable<JsonNode>) () -> awaitProjected(history, login, giveUp))
                .toList());
        var answers = inParallel(play.logins().stream()
                .map(played -> (Callable<JsonNode>) () -> awaitProjected(history, played.login(), giveUp))
                .toList());
        var confusion = new Confusion();
        for (int number = 0; number < answers.size(); number++) {
            Play.Played played = play.logins().get(number);
            JsonNode verdict = answers.get(number).path("verdict");
            confusion.add(
                    played.cause(),
                    played.expected(),
                    verdict.path("code").asString(""),
                    verdict.path("spent").path("by").asString(""),
                    played.login().name());
        }
        return confusion;
    }

    private static JsonNode awaitProjected(LoneHistory history, PlayedLogin login, Instant giveUp)
            throws IOException, InterruptedException {
        while (Instant.now().isBefore(giveUp)) {
            var answer = history.get("/v1/logins/" + login.name());
            if (answer.statusCode() == 200) {
                var told = JSON.readTree(answer.body());
                if (told.path("events").size() >= login.events()) {
                    return told;
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("login " + login.name() + " was not projected");
    }

    private static List<JsonNode> inParallel(List<Callable<JsonNode>> questions)
            throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(ASKING)) {
            List<JsonNode> answers = new ArrayList<>();
            for (var asked : executor.invokeAll(questions)) {
                answers.add(asked.get());
            }
            return answers;
        }
    }

    private static Findings findings(Confusion confusion, long seed) {
        return new Findings(
                "accuracy",
                "does the first verdict name the cause?",
                confusion.table(),
                List.of(Goal.atLeast("first verdict names the cause, %", GOAL, confusion.share())),
                Stream.concat(
                                Stream.of(
                                        "seed " + seed,
                                        "late is more than " + Terms.LATE.toSeconds()
                                                + " s from the click to the arrival, as far as it was told; delays are"
                                                + " log-normal around 45 s, a third of them below"),
                                confusion.examples().stream())
                        .toList(),
                List.of());
    }
}
