package ontime.bench.engine;

import java.time.Duration;
import java.util.List;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Plot;
import ontime.bench.report.Table;

/**
 * Four times as many clicks as the route carries. Who has no code after a minute clicks again; that click takes the
 * place of somebody new, so that there are 200 clicks a second all the time and the route could serve exactly a quarter
 * of them.
 */
final class Overload implements Part {

    static final int CLICKS_PER_SECOND = 200;

    /** Room for all that can be alive: 200 a second for 5 minutes, and some. */
    static final int PENDING = 100_000;

    private static final int ROUTE_PER_SECOND = 50;
    private static final int WARM_UP_PER_SECOND = 40;
    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static final Duration STRETCH = Duration.ofSeconds(5);

    @Override
    public String question() {
        return "who gets a valid code within 10 s, when " + CLICKS_PER_SECOND + " a second click and the route takes "
                + ROUTE_PER_SECOND;
    }

    @Override
    public Findings run(Ground ground) throws Exception {
        Pace pace = ground.pace();
        var limits = new Limits(Throughput.IN_FLIGHT, ROUTE_PER_SECOND, PENDING);
        int clicks = Math.toIntExact(CLICKS_PER_SECOND * pace.overload().toSeconds()
                + WARM_UP_PER_SECOND * pace.warmUp().toSeconds());
        try (var field = ground.field();
                var scenes = SideBySide.open(field, limits, pace.patience(), clicks)) {
            scenes.click(WARM_UP_PER_SECOND, pace.warmUp(), () -> {});
            int from = scenes.ours().clicks();
            scenes.click(CLICKS_PER_SECOND, pace.overload(), () -> {});
            Thread.sleep(IN_TIME);
            return findings(scenes, from, pace);
        }
    }

    private Findings findings(SideBySide scenes, int from, Pace pace) throws Exception {
        List<Fate> ours = scenes.ours().fates(from);
        List<Fate> other = scenes.other().fates(from);
        double possible = Shares.possible(CLICKS_PER_SECOND, ROUTE_PER_SECOND);
        return new Findings(
                "overload",
                question(),
                new Table(
                        List.of(
                                "contender",
                                "served in 10 s",
                                "of what is possible",
                                "codes accepted",
                                "of them dead by then"),
                        List.of(row(scenes.ours(), ours, possible), row(scenes.other(), other, possible))),
                List.of(Goal.atLeast(
                        "share served, of what the route allows", 0.9, Shares.served(ours, IN_TIME) / possible)),
                List.of(
                        "for " + pace.overload().toSeconds() + " s; people click again after "
                                + pace.patience().toSeconds() + " s without a code; codes live 5 min",
                        "possible: %d of %d clicks".formatted(ROUTE_PER_SECOND, CLICKS_PER_SECOND)),
                List.of(new Plot.Lines(
                        "Share of the clicks with a valid code within 10 s",
                        "0 to 1 (possible: " + possible + ")",
                        false,
                        List.of(line(scenes.ours(), ours), line(scenes.other(), other)))));
    }

    private static List<Object> row(Scene scene, List<Fate> fates, double possible) {
        double served = Shares.served(fates, IN_TIME);
        return List.of(
                scene.title(),
                served,
                served / possible,
                fates.stream().filter(Fate::isAccepted).count(),
                fates.stream().filter(Fate::isWasted).count());
    }

    private static Plot.Line line(Scene scene, List<Fate> fates) {
        return new Plot.Line(scene.title(), Waits.over(fates, STRETCH, group -> Shares.served(group, IN_TIME)));
    }
}
