package ontime.bench.engine;

import java.time.Duration;

/**
 * What a process has done and used so far. Processor time tells more than a rate on a machine that others use too.
 *
 * @param nanoTime when it was looked at
 */
record Spent(long nanoTime, long codes, Duration processor) {

    static Spent soFar(ChildJvm process, CallLog log) {
        return new Spent(System.nanoTime(), log.acceptances(), process.processorTime());
    }

    Spent since(Spent earlier) {
        return new Spent(nanoTime - earlier.nanoTime, codes - earlier.codes, processor.minus(earlier.processor));
    }

    double codesPerSecond() {
        return codes / (nanoTime / 1e9);
    }

    double processorMillisecondsPerCode() {
        return processor.toNanos() / 1e6 / Math.max(1, codes);
    }
}
