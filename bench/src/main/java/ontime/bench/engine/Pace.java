package ontime.bench.engine;

import java.time.Duration;
import java.util.Map;

/**
 * How long the parts take.
 *
 * @param warmUp before anything is measured: the JVM compiles what is hot in that time
 * @param measured of each contender's throughput, and of each half with and without hung calls
 * @param overload how long more people click than the route carries
 * @param patience after which a person without a code clicks again
 * @param outage how long the provider answers nothing but 503
 * @param afterOutage how long the recovery is watched
 * @param backlog records on the topic for the question of memory
 */
record Pace(
        Duration warmUp,
        Duration measured,
        Duration overload,
        Duration patience,
        Duration outage,
        Duration afterOutage,
        int backlog) {

    private static final Pace FULL = new Pace(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(3),
            Duration.ofSeconds(90),
            1_000_000);

    /** For working on the benchmarks: nothing that it finds means much. */
    private static final Pace QUICK = new Pace(
            Duration.ofSeconds(8),
            Duration.ofSeconds(8),
            Duration.ofSeconds(60),
            Duration.ofSeconds(12),
            Duration.ofSeconds(25),
            Duration.ofSeconds(30),
            60_000);

    static Pace of(Map<String, String> environment) {
        return environment.containsKey("ONTIME_BENCH_QUICK") ? QUICK : FULL;
    }
}
