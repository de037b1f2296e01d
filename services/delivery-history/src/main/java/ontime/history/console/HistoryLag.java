package ontime.history.console;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How far the history is behind the topics, as {@code otp_history_lag_seconds} tells it of the last minutes. */
@Component
final class HistoryLag {

    private static final String METER = "otp.history.lag";

    private final MeterRegistry meters;
    private final Duration bound;

    HistoryLag(MeterRegistry meters, ConsoleSettings settings) {
        this.meters = meters;
        this.bound = settings.behindAfter();
    }

    /** How far, where it is further than it may be without a word. */
    Optional<Duration> worthTelling() {
        return meters.find(METER).timers().stream()
                .map(timer -> Duration.ofMillis((long) timer.max(TimeUnit.MILLISECONDS)))
                .max(Duration::compareTo)
                .filter(lag -> lag.compareTo(bound) > 0);
    }
}
