package ontime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
public final class MovingClock implements InstantSource {

    /** Where it stands at first. */
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private Instant now = NOW;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    public synchronized void move(Duration duration) {
        now = now.plus(duration);
    }
}
