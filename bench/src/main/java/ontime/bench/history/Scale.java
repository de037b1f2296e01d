package ontime.bench.history;

import java.util.Map;

/**
 * How much is measured with.
 *
 * @param published logins whose events are projected
 * @param stored logins that are searched among
 */
record Scale(int published, int stored) {

    private static final int PUBLISHED = 100_000;
    private static final int STORED = 10_000_000;

    /** {@code ONTIME_BENCH_EVENTS_OF} and {@code ONTIME_BENCH_LOGINS}, for trying it with less. */
    static Scale of(Map<String, String> environment) {
        return new Scale(
                Integer.parseInt(environment.getOrDefault("ONTIME_BENCH_EVENTS_OF", Integer.toString(PUBLISHED))),
                Integer.parseInt(environment.getOrDefault("ONTIME_BENCH_LOGINS", Integer.toString(STORED))));
    }
}
