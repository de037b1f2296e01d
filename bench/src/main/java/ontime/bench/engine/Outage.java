package ontime.bench.engine;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Plot;
import ontime.bench.report.Table;

/**
 * The provider answers nothing but 503 for three minutes while people go on clicking, and clicking again. How long
 * after its return does somebody who clicks have a code as quickly as ever?
 */
final class Outage implements Part {

    /** Half more than what is clicked: the backlog can be worked off, but not at once. */
    private static final int ROUTE_PER_SECOND = 300;

    private static final Duration STRETCH = Duration.ofSeconds(1);
    private static final Duration TO_SETTLE = Duration.ofSeconds(5);

    @Override
    public String question() {
        return "after an outage at " + Overload.CLICKS_PER_SECOND
                + " clicks a second, the time until new codes are at p99 < 2 s again; the route takes "
                + ROUTE_PER_SECOND + " a second";
    }

    @Override
    public Findings run(Ground ground) throws Exception {
        Pace pace = ground.pace();
        Duration time = pace.warmUp().plus(pace.outage()).plus(pace.afterOutage());
        int clicks = Math.toIntExact(Overload.CLICKS_PER_SECOND * time.toSeconds());
        var limits = new Limits(Throughput.IN_FLIGHT, ROUTE_PER_SECOND, Overload.PENDING);
        try (var field = ground.field();
                var scenes = SideBySide.open(field, limits, pace.patience(), clicks)) {
            var over = new long[1];
            scenes.click(Overload.CLICKS_PER_SECOND, time, () -> {
                Thread.sleep(pace.warmUp());
                scenes.both().forEach(scene -> scene.carrier().goDown());
                System.out.println("   the provider is down");
                Thread.sleep(pace.outage());
                scenes.both().forEach(scene -> scene.carrier().comeBack());
                over[0] = System.nanoTime();
                System.out.println("   the provider is back");
            });
            long end = System.nanoTime();
            Thread.sleep(TO_SETTLE);
            return findings(scenes, over[0], end, pace);
        }
    }

    private Findings findings(SideBySide scenes, long over, long end, Pace pace) throws Exception {
        List<Fate> ours = scenes.ours().fates(0);
        List<Fate> other = scenes.other().fates(0);
        return new Findings(
                "outage",
                question(),
                new Table(
                        List.of("contender", "seconds to p99 < 2 s", "codes accepted", "of them dead by then"),
                        List.of(row(scenes.ours(), ours, over, end), row(scenes.other(), other, over, end))),
                List.of(Goal.atMost("seconds to recover", 3, seconds(ours, over, end))),
                List.of(
                        "outage of " + pace.outage().toSeconds() + " s, watched for "
                                + pace.afterOutage().toSeconds() + " s afterwards; people click again after "
                                + pace.patience().toSeconds() + " s without a code",
                        "never: not within the time that was watched"),
                List.of(new Plot.Lines(
                        "p99 of the wait for a code, by the second of the click",
                        "milliseconds",
                        true,
                        List.of(line(scenes.ours(), ours), line(scenes.other(), other)))));
    }

    private static List<Object> row(Scene scene, List<Fate> fates, long over, long end) {
        return List.of(
                scene.title(),
                seconds(fates, over, end),
                fates.stream().filter(Fate::isAccepted).count(),
                fates.stream().filter(Fate::isWasted).count());
    }

    private static double seconds(List<Fate> fates, long over, long end) {
        OptionalDouble seconds = new Recovery(fates, over, end).seconds();
        return seconds.orElse(Double.POSITIVE_INFINITY);
    }

    private static Plot.Line line(Scene scene, List<Fate> fates) {
        return new Plot.Line(scene.title(), Waits.over(fates, STRETCH, Waits::p99));
    }
}
