package ontime.history;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the history keeps what it was told.
 *
 * @param retention for so long, at least nine days: what comes late still meets what it belongs to
 */
@ConfigurationProperties("ontime.history.projection")
public record ProjectionSettings(@DefaultValue("90d") Duration retention) {

    private static final Duration LEAST = Duration.ofDays(9);

    public ProjectionSettings {
        if (retention.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("ontime.history.projection.retention is 9d at least");
        }
    }
}
