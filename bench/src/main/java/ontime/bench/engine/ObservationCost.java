package ontime.bench.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Plot;
import ontime.bench.report.Table;

/**
 * What it costs a worker to be observed. One worker for each way of observing runs all the time, and they work in
 * turns, so that a busy moment of the machine meets all of them; while one works, the others have nothing to do.
 */
final class ObservationCost implements Part {

    private static final int ROUNDS = 4;
    private static final int PER_SECOND = 200;
    private static final int WARM_UP_PER_SECOND = 500;

    /** About as many as a worker works off on two cores that it shares with its broker. */
    private static final int WORKED_OFF_A_SECOND = 1000;

    private static final Observed.Way NOTHING = new Observed.Way(
            "nothing", List.of("--management.metrics.enable.all=false", "--logging.level.ontime.log=OFF"), false, 1);

    private static final Observed.Way AS_SHIPPED =
            new Observed.Way("metrics, read every 5 s, and log lines", List.of(), true, 1);

    /** What is kept is decided by whoever publishes the request. */
    private static Observed.Way traced(URI collector, String share, int keptOneIn) {
        return new Observed.Way(
                "the same, and " + share + " traced",
                List.of("--ontime.tracing.endpoint=" + collector),
                true,
                keptOneIn);
    }

    @Override
    public String question() {
        return "throughput and wait of one worker that is observed as in production, beside one that is not";
    }

    @Override
    public Findings run(Ground ground) throws Exception {
        int warmUp = WARM_UP_PER_SECOND * Math.toIntExact(ground.pace().warmUp().toSeconds());
        int seconds = Math.toIntExact(ground.pace().measured().toSeconds());
        int heap = WORKED_OFF_A_SECOND * seconds;
        int waits = PER_SECOND * seconds / 2;
        var workers = new ArrayList<Observed>();
        try (var collector = SpanSink.start()) {
            var ways = List.of(
                    NOTHING,
                    AS_SHIPPED,
                    traced(collector.endpoint(), "one login in ten", 10),
                    traced(collector.endpoint(), "each login", 1));
            for (Observed.Way way : ways) {
                var worker = Observed.open(ground, way, 1 + warmUp + heap + ROUNDS * (heap + waits));
                workers.add(worker);
                worker.offer(WARM_UP_PER_SECOND, warmUp);
            }
            var turns = new ArrayList<>(workers);
            for (int round = 0; round < ROUNDS; round++) {
                for (Observed worker : turns) {
                    worker.measureSpeed(heap);
                    worker.measureWaits(PER_SECOND, waits);
                    System.out.println("   " + worker.way().title() + ", round " + (round + 1) + " of " + ROUNDS);
                }
                // Who goes first may have it easier.
                Collections.reverse(turns);
            }
            return findings(workers);
        } finally {
            for (Observed worker : workers) {
                worker.close();
            }
        }
    }

    private Findings findings(List<Observed> workers) {
        var nothing = workers.getFirst();
        var rows = new ArrayList<List<Object>>();
        var goals = new ArrayList<Goal>();
        for (Observed worker : workers) {
            var waits = worker.waits();
            rows.add(List.of(
                    worker.way().title(),
                    worker.codesPerSecond(),
                    worker.processorMilliseconds(),
                    waits.at(0.5),
                    waits.at(0.99),
                    waits.count(),
                    worker.scrapes()));
            if (worker != nothing) {
                goals.add(Goal.atMost(
                        worker.way().title() + ": throughput lost, %",
                        5,
                        100 * (1 - worker.codesPerSecond() / nothing.codesPerSecond())));
                goals.add(Goal.atMost(
                        worker.way().title() + ": p99 longer, %",
                        5,
                        100 * (waits.at(0.99) / nothing.waits().at(0.99) - 1)));
            }
        }
        return new Findings(
                "cost",
                question(),
                new Table(List.of("worker", "codes/s", "CPU ms/code", "p50 ms", "p99 ms", "waits", "scrapes"), rows),
                goals,
                List.of(
                        "codes/s and CPU are the middle of " + ROUNDS + " rounds with a heap of requests, "
                                + Observed.IN_FLIGHT + " calls in flight, a provider that takes 100 ms",
                        "waits are from publishing to the provider call at " + PER_SECOND + " a second, of all rounds",
                        "nothing: management.metrics.enable.all=false, logging.level.ontime.log=OFF"),
                List.of(new Plot.Bars(
                        "Throughput of one worker",
                        "codes a second",
                        workers.stream()
                                .map(worker -> new Plot.Bar(worker.way().title(), worker.codesPerSecond()))
                                .toList())));
    }
}
