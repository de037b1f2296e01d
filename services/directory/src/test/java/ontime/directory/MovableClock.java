package ontime.directory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The time as a test wants it: the system's, until somebody stops it. */
public final class MovableClock implements InstantSource {

    private volatile @Nullable Instant stopped;

    @Override
    public Instant instant() {
        Instant at = stopped;
        return at == null ? InstantSource.system().instant() : at;
    }

    /** Stops at the present millisecond. */
    public Instant stop() {
        return stopAt(instant().truncatedTo(ChronoUnit.MILLIS));
    }

    public Instant stopAt(Instant instant) {
        stopped = instant;
        return instant;
    }

    public void advance(Duration duration) {
        stopAt(instant().plus(duration));
    }

    public void run() {
        stopped = null;
    }
}
