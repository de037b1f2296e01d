package ontime.gateway.correlation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * After how long it says something that nobody reports on a message.
 *
 * @param since when this installation began to listen: of what was accepted before nobody would have told it anything
 * @param bounds by provider ({@code sns}) or provider and country ({@code sns.gb}), the latter first
 */
public record Silence(Instant since, Map<String, Duration> bounds) {

    public Silence {
        bounds = Map.copyOf(bounds);
    }

    /** From when on nobody is expected to speak any more; null when nobody ever was. */
    public @Nullable Instant of(Handover handover) {
        if (handover.acceptedAt().isBefore(since)) {
            return null;
        }
        var provider = handover.key().provider();
        var country = handover.country() == null ? "" : handover.country().toLowerCase(Locale.ROOT);
        var bound = bounds.getOrDefault(provider + "." + country, bounds.get(provider));
        return bound == null ? null : handover.acceptedAt().plus(bound);
    }
}
