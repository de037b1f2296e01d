package ontime.history.delays;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a delivery took. The edges are those of the metrics, so that the page and the dashboards agree. */
public enum Bucket {
    UP_TO_5_S(5, "up to 5 s"),
    UP_TO_10_S(10, "5 to 10 s"),
    UP_TO_30_S(30, "10 to 30 s"),
    UP_TO_60_S(60, "30 to 60 s"),
    UP_TO_2_MIN(120, "1 to 2 min"),
    UP_TO_5_MIN(300, "2 to 5 min"),
    LONGER(null, "longer"),
    /** Nobody has reported that it arrived, or somebody that it did not. */
    NEVER(null, "no arrival");

    private final @Nullable Duration edge;
    private final String words;

    Bucket(@Nullable Integer seconds, String words) {
        this.edge = seconds == null ? null : Duration.ofSeconds(seconds);
        this.words = words;
    }

    /** The bucket of a delivery; its edge belongs to it. */
    public static Bucket of(Passage passage) {
        return passage.took().map(Bucket::of).orElse(NEVER);
    }

    private static Bucket of(Duration took) {
        for (var bucket : values()) {
            if (bucket.edge != null && took.compareTo(bucket.edge) <= 0) {
                return bucket;
            }
        }
        return LONGER;
    }

    /** The bucket of this name, as {@link #address()} writes it. */
    public static Optional<Bucket> named(String address) {
        for (var bucket : values()) {
            if (bucket.address().equals(address)) {
                return Optional.of(bucket);
            }
        }
        return Optional.empty();
    }

    /** For example {@code up-to-5-s}. */
    public String address() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether whatever is in it came later than a code may, or never. */
    public boolean isLaterThan(Duration late) {
        return edge == null || edge.compareTo(late) > 0;
    }

    /** For example {@code 5 to 10 s}. */
    public String words() {
        return words;
    }
}
