package ontime.bench.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Waiting for a process to begin its work. */
final class Awaiting {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private static final Duration TO_COUNT = Duration.ofMinutes(2);

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

    /** What a service shows, as soon as it shows what is awaited. */
    static String scrape(Scraping scraping, Predicate<String> awaited) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TO_COUNT.toNanos();
        String scrape = scraping.scrape();
        while (!awaited.test(scrape)) {
            if (System.nanoTime() - giveUp > 0) {
                throw new IOException("the metrics do not show what they should");
            }
            Thread.sleep(BETWEEN_LOOKS);
            scrape = scraping.scrape();
        }
        return scrape;
    }

    /** Reads a service's metrics. */
    interface Scraping {
        String scrape() throws IOException, InterruptedException;
    }
}
