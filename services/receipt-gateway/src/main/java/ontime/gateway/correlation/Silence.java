package ontime.gateway.correlation;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * After how long it says something that nobody reports on a message.
 *
 * @param since when this installation began to listen: of what was accepted before nobody would have told it anything
 * @param bounds by provider and route ({@code sns.route.london}), else by provider and country ({@code sns.gb}), else
 *     by provider ({@code sns}); letters and digits of a name count, because no other can stand in a variable of the
 *     environment
 */
public record Silence(Instant since, Map<String, Duration> bounds) {

    private static final String ROUTE = ".route.";

    public Silence {
        bounds = bounds.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(bound -> plain(bound.getKey()), Map.Entry::getValue));
    }

    /** From when on nobody is expected to speak any more; null when nobody ever was. */
    public @Nullable Instant of(Handover handover) {
        if (handover.acceptedAt().isBefore(since)) {
            return null;
        }
        return Stream.of(ROUTE + plain(handover.route()), "." + plain(handover.country()), "")
                .map(narrower -> bounds.get(plain(handover.key().provider()) + narrower))
                .filter(Objects::nonNull)
                .findFirst()
                .map(handover.acceptedAt()::plus)
                .orElse(null);
    }

    private static String plain(@Nullable String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "");
    }
}
