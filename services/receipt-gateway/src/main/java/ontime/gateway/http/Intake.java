package ontime.gateway.http;

import java.time.InstantSource;
import ontime.gateway.correlation.Book;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.GatewayMetrics;
import ontime.tracing.EventLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what was let in, and sees to it that it is passed on at once. */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Book book;
    private final GatewayMetrics metrics;
    private final InstantSource clock;
    private final Runnable passOn;

    public Intake(Book book, GatewayMetrics metrics, InstantSource clock, Runnable passOn) {
        this.book = book;
        this.metrics = metrics;
        this.clock = clock;
        this.passOn = passOn;
    }

    /** Returns when it is safe; false when the call is one that was taken before. */
    public boolean take(Call call) {
        if (!book.take(call, clock.instant())) {
            return false;
        }
        metrics.took(call);
        call.unreadable()
                .forEach(letter -> LOG.warn(
                        "dead letter from {}: {} ({} bytes, SHA-256 {})",
                        call.source(),
                        letter.reason(),
                        letter.size(),
                        letter.sha256()));
        passOn.run();
        return true;
    }

    /** Counts what was not let in, and tells of it. */
    void refused(String source, String reason) {
        EventLog.turnedAway("/webhooks/" + source, reason);
        metrics.refused(source, reason);
    }
}
