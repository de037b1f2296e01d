package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.bench.baseline.Baseline;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Plot;
import ontime.bench.report.Table;

/**
 * What the others notice when the calls of one user in 200 hang for 30 s. The rate is one that every contender carries
 * when nothing hangs, also the one with twelve consumers.
 */
final class Hang implements Part {

    private static final int PER_SECOND = 100;
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration STRETCH = Duration.ofSeconds(2);

    @Override
    public String question() {
        return "publish to provider call at " + PER_SECOND + " a second for all others, when the calls of one user in "
                + Carrier.USERS_PER_HANGING + " hang for 30 s";
    }

    private record Outcome(String title, double calm, double hung, List<Plot.Point> course) {

        double times() {
            return hung / calm;
        }
    }

    @Override
    public Findings run(Ground ground) throws Exception {
        var outcomes = new ArrayList<Outcome>();
        for (Contender contender : List.of(
                new Contender.Ours(),
                Contender.Other.alone(Baseline.PLAIN_LISTENER),
                Contender.Other.alone(Baseline.ASYNC_ACKS),
                Contender.Other.alone(Baseline.PARALLEL_CONSUMER))) {
            Outcome outcome = measure(contender, ground);
            outcomes.add(outcome);
            System.out.printf("   %s: %.1f and %.1f ms%n", outcome.title(), outcome.calm(), outcome.hung());
        }
        return findings(outcomes);
    }

    private static Outcome measure(Contender contender, Ground ground) throws Exception {
        int warmUp = PER_SECOND * Math.toIntExact(ground.pace().warmUp().toSeconds());
        int half = 2 * PER_SECOND * Math.toIntExact(ground.pace().measured().toSeconds());
        var log = new CallLog(warmUp + 2 * half + 1);
        var carrier = Carrier.unlimited();
        var number = new AtomicInteger();
        try (var field = ground.field();
                var stub = SnsStub.start(carrier, log);
                var process = contender.start(field, stub, Limits.inFlight(Throughput.IN_FLIGHT))) {
            var offer = new Offer(field, contender.topic(), log);
            offer.run(PER_SECOND, 1, () -> Click.only(number.getAndIncrement()));
            Awaiting.calls(process, log, 1, TO_START);
            offer.run(PER_SECOND, warmUp, () -> Click.only(number.getAndIncrement()));
            int calm = number.get();
            offer.run(PER_SECOND, half, () -> Click.only(number.getAndIncrement()));
            carrier.letOneUserInTwoHundredHang();
            int hung = number.get();
            offer.run(PER_SECOND, half, () -> Click.only(number.getAndIncrement()));
            process.requireAlive();
            return new Outcome(
                    contender.title(),
                    Waits.untilCalled(log, calm, hung, n -> !Carrier.mayHang(n)).at(0.99),
                    Waits.untilCalled(log, hung, number.get(), n -> !Carrier.mayHang(n))
                            .at(0.99),
                    course(log, calm, number.get()));
        }
    }

    private static List<Plot.Point> course(CallLog log, int from, int to) {
        var points = new ArrayList<Plot.Point>();
        int step = Math.toIntExact(STRETCH.toSeconds()) * PER_SECOND;
        for (int begin = from; begin + step <= to; begin += step) {
            points.add(new Plot.Point(
                    (begin + step - from) / (double) PER_SECOND,
                    Waits.untilCalled(log, begin, begin + step, n -> !Carrier.mayHang(n))
                            .at(0.99)));
        }
        return points;
    }

    private Findings findings(List<Outcome> outcomes) {
        return new Findings(
                "hang",
                question(),
                new Table(
                        List.of("contender", "p99 ms, none hangs", "p99 ms, some hang", "times"),
                        outcomes.stream()
                                .map(outcome -> List.<Object>of(
                                        outcome.title(), outcome.calm(), outcome.hung(), outcome.times()))
                                .toList()),
                List.of(Goal.atMost(
                        "ours with hung calls, times without",
                        1.2,
                        outcomes.getFirst().times())),
                List.of(
                        "calls hang in the second half; who still waits at the end counts with the time so far",
                        "all have time-outs longer than 30 s here, so that the calls really hang"),
                List.of(new Plot.Lines(
                        "p99 of publish to call for users whose calls do not hang",
                        "milliseconds",
                        true,
                        outcomes.stream()
                                .map(outcome -> new Plot.Line(outcome.title(), outcome.course()))
                                .toList())));
    }
}
