package ontime.bench.engine;

import java.io.IOException;
import java.time.Duration;

/** Waiting for a process to begin its work. */
final class Awaiting {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Awaiting() {}

    /** Returns when the provider was called so often. */
    static void calls(ChildJvm process, CallLog log, long calls, Duration patience)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (log.calls() < calls) {
            process.requireAlive();
            if (System.nanoTime() - giveUp > 0) {
                throw new IOException("the provider was called " + log.calls() + " times in " + patience.toSeconds()
                        + " s, not " + calls);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }
}
