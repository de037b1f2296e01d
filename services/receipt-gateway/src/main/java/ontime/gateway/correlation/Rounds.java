package ontime.gateway.correlation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has to be done when nothing happens: to notice that nothing did. */
public final class Rounds {

    private static final int MOST_AT_ONCE = 500;

    private final Book book;
    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final Duration foreignAfter;
    private final Duration keep;
    private final Duration keepNotifications;

    /**
     * The rounds of one replica; it does no harm when several make them.
     *
     * @param keepNotifications must be longer than a notification may be on its way
     */
    public Rounds(
            Book book,
            GatewayMetrics metrics,
            InstantSource clock,
            Duration foreignAfter,
            Duration keep,
            Duration keepNotifications) {
        this.book = book;
        this.metrics = metrics;
        this.clock = clock;
        this.foreignAfter = foreignAfter;
        this.keep = keep;
        this.keepNotifications = keepNotifications;
    }

    /** Makes one; returns a line for the log when strangers were found, by provider, and null when not. */
    public @Nullable String make() {
        var now = clock.instant();
        var silent = book.reportSilence(now, MOST_AT_ONCE);
        if (silent > 0) {
            metrics.silent(silent);
        }
        var givenUp = book.giveUp(now.minus(foreignAfter), now.minus(keep), now);
        givenUp.forEach(metrics::gaveUp);
        var strangers = givenUp.stream()
                .filter(reports -> !reports.late())
                .map(reports -> reports.reports() + " of " + reports.provider())
                .collect(Collectors.joining(", "));
        return strangers.isEmpty() ? null : strangers;
    }

    /** Forgets what nobody will ask for. */
    public void tidy() {
        book.forget(clock.instant(), keep, keepNotifications);
    }
}
