package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ontime.bench.baseline.Baseline;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Plot;
import ontime.bench.report.Table;

/** Codes a second of one worker process that has more to do than it can. */
final class Throughput implements Part {

    /** Calls at the same time, of all but the plain listener, which has one for each of its consumers. */
    static final int IN_FLIGHT = 128;

    private static final int FASTEST = 1000 * IN_FLIGHT / Math.toIntExact(Carrier.LATENCY.toMillis());
    private static final Duration TO_START = Duration.ofSeconds(60);

    @Override
    public String question() {
        return "codes a second of one process, " + IN_FLIGHT + " calls in flight, a provider that takes 100 ms";
    }

    private record Speed(String title, double perSecond, double processorMilliseconds) {}

    @Override
    public Findings run(Ground ground) throws Exception {
        Pace pace = ground.pace();
        try (var field = ground.field()) {
            int prepared = Math.toIntExact(FASTEST
                    * (pace.warmUp().plus(WarmUp.LONGEST).plus(pace.measured()).toSeconds() + 5));
            field.prepare(prepared);
            Speed limit = measure(Contender.Other.alone(Baseline.BARE_LOOP), field, pace, Integer.MAX_VALUE);
            Speed plain = measure(Contender.Other.alone(Baseline.PLAIN_LISTENER), field, pace, prepared);
            Speed async = measure(Contender.Other.alone(Baseline.ASYNC_ACKS), field, pace, prepared);
            Speed byKey = measure(Contender.Other.alone(Baseline.PARALLEL_CONSUMER), field, pace, prepared);
            Speed ours = measure(new Contender.Ours(), field, pace, prepared);
            return findings(ours, limit, plain, async, byKey);
        }
    }

    private static Speed measure(Contender contender, Field field, Pace pace, int prepared) throws Exception {
        var log = new CallLog(0);
        try (var stub = SnsStub.start(Carrier.unlimited(), log);
                var process = contender.start(field, stub, Limits.inFlight(IN_FLIGHT))) {
            Awaiting.calls(process, log, 1, TO_START);
            WarmUp.last(pace.warmUp(), process, log);
            var before = Spent.soFar(process, log);
            Thread.sleep(pace.measured());
            var spent = Spent.soFar(process, log).since(before);
            process.requireAlive();
            if (log.acceptances() >= prepared) {
                throw new IllegalStateException(contender.title() + " ran out of records: prepare more");
            }
            var speed = new Speed(contender.title(), spent.codesPerSecond(), spent.processorMillisecondsPerCode());
            System.out.println("   " + speed.title() + ": " + Math.round(speed.perSecond()) + " codes a second");
            return speed;
        }
    }

    private Findings findings(Speed ours, Speed limit, Speed plain, Speed async, Speed byKey) {
        var rows = new ArrayList<List<Object>>();
        var bars = new ArrayList<Plot.Bar>();
        for (Speed speed : List.of(ours, limit, plain, async, byKey)) {
            rows.add(List.of(
                    speed.title(),
                    speed.perSecond(),
                    speed.perSecond() / limit.perSecond(),
                    speed.processorMilliseconds()));
            bars.add(new Plot.Bar(speed.title(), speed.perSecond()));
        }
        return new Findings(
                "throughput",
                question(),
                new Table(List.of("contender", "codes/s", "of the limit", "CPU ms/code"), rows),
                List.of(
                        Goal.atLeast("ours of the HTTP client alone", 0.8, ours.perSecond() / limit.perSecond()),
                        Goal.atLeast("times the plain listener", 8, ours.perSecond() / plain.perSecond()),
                        Goal.atLeast("times asyncAcks", 1, ours.perSecond() / async.perSecond()),
                        Goal.atLeast("times parallel-consumer", 1, ours.perSecond() / byKey.perSecond())),
                List.of("broker, provider and load share the cores with the process that is measured"),
                List.of(new Plot.Bars("Throughput of one process", "codes a second", bars)));
    }
}
