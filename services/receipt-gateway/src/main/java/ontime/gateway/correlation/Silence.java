package ontime.gateway.correlation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * After how long it says something that nobody reports on a message.
 *
 * @param bounds by provider ({@code sns}) or provider and country ({@code sns-GB}), the latter first
 */
public record Silence(Map<String, Duration> bounds) {

    public Silence {
        bounds = Map.copyOf(bounds);
    }

    /** From when on nobody is expected to speak any more; null when nobody ever was. */
    public @Nullable Instant of(Handover handover) {
        var provider = handover.key().provider();
        var bound = bounds.getOrDefault(provider + "-" + handover.country(), bounds.get(provider));
        return bound == null ? null : handover.acceptedAt().plus(bound);
    }
}
