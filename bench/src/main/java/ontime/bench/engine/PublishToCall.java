package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import ontime.bench.baseline.Baseline;
import ontime.bench.baseline.PacedClient;
import ontime.bench.measure.KafkaRoundTrip;
import ontime.bench.measure.Percentiles;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Plot;
import ontime.bench.report.Table;
import ontime.events.Topic;

/**
 * From publishing a request to the provider call at 200 a second. The baseline is what Kafka's own end-to-end test
 * does, at the same rate with records of the same size: send, acknowledged by all replicas, to poll, in a process of
 * its own. The two take turns, so that a busy moment of the machine meets both. Kafka alone calls nobody: beside it
 * what the client alone needs until its call is with the provider, and a listener of spring-kafka that makes the same
 * calls.
 */
final class PublishToCall implements Part {

    private static final int PER_SECOND = 200;

    /** As busy as both may be, because the compiler of the JVM counts calls and not seconds. */
    private static final int WARM_UP_PER_SECOND = 1000;

    private static final int ROUNDS = 3;
    private static final Pattern A_NUMBER = Pattern.compile("[0-9.E-]+");
    private static final Duration TO_START = Duration.ofSeconds(60);

    @Override
    public String question() {
        return "from publishing to the provider call at " + PER_SECOND + " a second, beside Kafka alone";
    }

    /** Done before each round of a contender, with a record of the size that the round publishes. */
    private interface Before {
        void round(Field field, int recordBytes, int warmUp, int count) throws Exception;
    }

    private record Measured(Percentiles times, int recordBytes) {}

    @Override
    public Findings run(Ground ground) throws Exception {
        var kafka = new ArrayList<Double>();
        var ours = measure(
                new Contender.Ours(),
                ground,
                (field, recordBytes, warmUp, count) -> kafka.addAll(kafkaAlone(field, warmUp, count, recordBytes)));
        var listener = measure(Contender.Other.alone(Baseline.ASYNC_ACKS), ground, (_, _, _, _) -> {});
        return findings(
                ours.times(), listener.times(), new Percentiles(kafka), clientAlone(ground), ours.recordBytes());
    }

    private static Measured measure(Contender contender, Ground ground, Before before) throws Exception {
        int seconds = Math.toIntExact(ground.pace().measured().toSeconds()) / ROUNDS;
        int warmUp = WARM_UP_PER_SECOND * Math.toIntExact(ground.pace().warmUp().toSeconds());
        int count = PER_SECOND * seconds;
        var log = new CallLog(1 + warmUp + ROUNDS * count);
        var number = new AtomicInteger();
        var times = new ArrayList<Double>();
        try (var field = ground.field();
                var stub = SnsStub.start(Carrier.unlimited(), log);
                var process = contender.start(field, stub, Limits.inFlight(Throughput.IN_FLIGHT))) {
            var first = field.post()
                    .record(contender.topic(), field.requests().of(Click.only(number.getAndIncrement()), Offer.LIFE));
            field.post().publish(first).get();
            int bytes = Post.size(first);
            Awaiting.calls(process, log, 1, TO_START);
            var offer = new Offer(field, contender.topic(), log);
            offer.run(WARM_UP_PER_SECOND, warmUp, () -> Click.only(number.getAndIncrement()));
            for (int round = 0; round < ROUNDS; round++) {
                before.round(field, bytes, warmUp / 2, count);
                int from = number.get();
                offer.run(PER_SECOND, count, () -> Click.only(number.getAndIncrement()));
                Awaiting.calls(process, log, number.get(), TO_START);
                times.addAll(
                        Waits.untilCalled(log, from, number.get(), n -> true).values());
                System.out.println("   " + contender.title() + ", round " + (round + 1) + " of " + ROUNDS);
            }
            return new Measured(new Percentiles(times), bytes);
        }
    }

    private static List<Double> kafkaAlone(Field field, int warmUp, int count, int bytes) throws Exception {
        List<String> arguments = List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KafkaRoundTrip.class.getName(),
                field.bootstrapServers(),
                Integer.toString(bytes),
                Integer.toString(WARM_UP_PER_SECOND),
                Integer.toString(warmUp),
                Integer.toString(PER_SECOND),
                Integer.toString(count));
        try (var process = ChildJvm.start(arguments, field.log("kafka-alone"))) {
            return process.awaitEnd().stream()
                    .filter(line -> A_NUMBER.matcher(line).matches())
                    .map(Double::valueOf)
                    .toList();
        }
    }

    private static Percentiles clientAlone(Ground ground) throws Exception {
        int warmUp = WARM_UP_PER_SECOND * Math.toIntExact(ground.pace().warmUp().toSeconds()) / 2;
        int count = PER_SECOND * Math.toIntExact(ground.pace().measured().toSeconds());
        var log = new CallLog(warmUp + count);
        try (var field = ground.field();
                var stub = SnsStub.start(Carrier.unlimited(), log);
                var client = new PacedClient(
                        field.surroundings(stub, Topic.REQUESTS.topicName(), Limits.inFlight(Throughput.IN_FLIGHT)))) {
            client.call(WARM_UP_PER_SECOND, 0, warmUp, number -> {});
            client.call(PER_SECOND, warmUp, count, number -> log.published(number, System.nanoTime()));
            return Waits.untilCalled(log, warmUp, warmUp + count, n -> true);
        }
    }

    private Findings findings(
            Percentiles ours, Percentiles listener, Percentiles kafka, Percentiles client, int bytes) {
        return new Findings(
                "publish-to-call",
                question(),
                new Table(
                        List.of("what", "p50 ms", "p90 ms", "p99 ms", "count"),
                        List.of(
                                row("OnTime, publish to provider call", ours),
                                row(Baseline.ASYNC_ACKS.title() + ", publish to provider call", listener),
                                row("Kafka alone, send to poll", kafka),
                                row("HTTP client alone, call to provider", client))),
                List.of(
                        Goal.atMost("times Kafka alone at p50", 1.5, ours.at(0.5) / kafka.at(0.5)),
                        Goal.atMost("times Kafka alone at p99", 2, ours.at(0.99) / kafka.at(0.99))),
                List.of(
                        "records of " + bytes
                                + " octets, which are at hand when the clock starts, as in Kafka's own test",
                        "after Kafka the worker decodes, decides, opens the seal and calls by the client"),
                List.of(new Plot.Bars(
                        "From publishing to the provider call",
                        "milliseconds",
                        List.of(
                                new Plot.Bar("OnTime p50", ours.at(0.5)),
                                new Plot.Bar("asyncAcks p50", listener.at(0.5)),
                                new Plot.Bar("Kafka alone p50", kafka.at(0.5)),
                                new Plot.Bar("OnTime p99", ours.at(0.99)),
                                new Plot.Bar("asyncAcks p99", listener.at(0.99)),
                                new Plot.Bar("Kafka alone p99", kafka.at(0.99))))));
    }

    private static List<Object> row(String what, Percentiles times) {
        return List.of(what, times.at(0.5), times.at(0.9), times.at(0.99), times.count());
    }
}
