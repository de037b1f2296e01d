package ontime.bench.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Plot;
import ontime.bench.report.Table;

/**
 * What the worker holds in memory when a mountain of requests waits on the topic, beside one that just fills its pool,
 * and beside none at all. The route passes 50 a second, so that the mountain stays.
 */
final class Memory implements Part {

    private static final int POOL = 20_000;
    private static final int ROUTE_PER_SECOND = 50;
    private static final double MEGABYTE = 1024 * 1024;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Override
    public String question() {
        return "the worker's memory with nothing, with a pool of " + POOL + " and with far more on the topic";
    }

    private record Held(String title, double live, double resident, List<Plot.Point> course) {}

    @Override
    public Findings run(Ground ground) throws Exception {
        int backlog = ground.pace().backlog();
        Held none = measure("nothing pending", 1, ground);
        Held pool = measure(POOL + " pending", POOL, ground);
        Held mountain = measure(backlog + " pending", backlog, ground);
        return findings(none, pool, mountain);
    }

    private static Held measure(String title, int records, Ground ground) throws Exception {
        try (var field = ground.field()) {
            long begin = System.nanoTime();
            field.prepare(records);
            System.out.printf(
                    "   %s: %d records prepared in %.0f s%n", title, records, (System.nanoTime() - begin) / 1e9);
            var log = new CallLog(0);
            try (var stub = SnsStub.start(Carrier.of(ROUTE_PER_SECOND), log);
                    var process = new Contender.Ours()
                            .start(field, stub, new Limits(Throughput.IN_FLIGHT, ROUTE_PER_SECOND, POOL))) {
                Awaiting.calls(process, log, 1, Duration.ofSeconds(60));
                return watch(title, process, ground.pace().measured().multipliedBy(2));
            }
        }
    }

    private static Held watch(String title, ChildJvm process, Duration time) throws IOException, InterruptedException {
        var course = new ArrayList<Plot.Point>();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        while (System.nanoTime() - end < 0) {
            process.requireAlive();
            course.add(new Plot.Point((System.nanoTime() - begin) / 1e9, process.residentOctets() / MEGABYTE));
            Thread.sleep(BETWEEN_LOOKS);
        }
        double resident = course.stream().mapToDouble(Plot.Point::value).max().orElseThrow();
        return new Held(title, process.liveHeapOctets() / MEGABYTE, resident, course);
    }

    private Findings findings(Held none, Held pool, Held mountain) {
        return new Findings(
                "memory",
                question(),
                new Table(
                        List.of("topic", "live heap MB", "largest RSS MB"),
                        List.of(none, pool, mountain).stream()
                                .map(held -> List.<Object>of(held.title(), held.live(), held.resident()))
                                .toList()),
                List.of(
                        Goal.atMost("live heap, times that of a full pool", 1.2, mountain.live() / pool.live()),
                        Goal.atMost("RSS, times that of a full pool", 1.2, mountain.resident() / pool.resident())),
                List.of(
                        "a heap of at most 512 MB; the live heap is what is left after a collection at the end",
                        "%.1f kB for each delivery in the pool".formatted((pool.live() - none.live()) * 1024 / POOL)),
                List.of(new Plot.Lines(
                        "Resident memory of the worker",
                        "MB",
                        false,
                        List.of(none, pool, mountain).stream()
                                .map(held -> new Plot.Line(held.title(), held.course()))
                                .toList())));
    }
}
