package ontime.bench.engine;

import java.time.Duration;

/**
 * Lets a JVM compile what is hot before it is measured: for a while at least, and then until a code costs no less
 * processor time than a moment before. On a busy machine that takes longer.
 */
final class WarmUp {

    /** At most so much longer than asked for. */
    static final Duration LONGEST = Duration.ofSeconds(40);

    private static final Duration STRETCH = Duration.ofSeconds(5);
    private static final double STILL_FALLING = 0.95;

    private WarmUp() {}

    static void last(Duration least, ChildJvm process, CallLog log) throws InterruptedException {
        Thread.sleep(least.minus(STRETCH));
        double before = Double.MAX_VALUE;
        double now = cost(process, log);
        long giveUp = System.nanoTime() + LONGEST.toNanos();
        while (now < STILL_FALLING * before && System.nanoTime() - giveUp < 0) {
            before = now;
            now = cost(process, log);
        }
    }

    private static double cost(ChildJvm process, CallLog log) throws InterruptedException {
        var before = Spent.soFar(process, log);
        Thread.sleep(STRETCH);
        return Spent.soFar(process, log).since(before).processorMillisecondsPerCode();
    }
}
