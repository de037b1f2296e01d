package ontime.history.latency;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import ontime.history.ledger.NearestRank;
import ontime.history.ledger.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the times of deliveries into groups. Without the stage, the time is that from the click, or the request of a
 * later message, to the arrival. What is too young to judge is counted and not measured.
 */
public final class Tally {

    private final List<Dimension> by;
    private final Duration patience;
    private final Instant now;
    private final Map<List<String>, Times> groups = new TreeMap<>(Comparator.comparing(Object::toString));

    /**
     * An empty one.
     *
     * @param patience for so long a delivery is too young to judge
     */
    public Tally(List<Dimension> by, Duration patience, Instant now) {
        this.by = List.copyOf(by);
        this.patience = patience;
        this.now = now;
    }

    private static final class Times {
        private final List<Duration> measured = new ArrayList<>();
        private int tooYoung;
        private int open;
    }

    /**
     * The times of a group.
     *
     * @param values in the order of the dimensions
     * @param count how many were measured
     * @param tooYoung how many were not, because their end may still be told
     * @param open how many were not, because nobody told their end although there was time, or it never came
     */
    public record Group(
            List<String> values,
            int count,
            int tooYoung,
            int open,
            @Nullable Duration p50,
            @Nullable Duration p90,
            @Nullable Duration p95,
            @Nullable Duration p99) {}

    /** Adds the deliveries of a login. */
    public void add(Login login) {
        login.challenges().forEach(challenge -> challenge.deliveries().forEach(this::add));
    }

    private void add(Delivery delivery) {
        var judgeable = delivery.isJudgeable(now, patience);
        if (!by.contains(Dimension.STAGE)) {
            add(delivery, null, total(delivery), judgeable);
            return;
        }
        var ledger = delivery.ledger();
        if (judgeable) {
            ledger.stages().forEach((stage, time) -> add(delivery, stage, time, true));
        }
        if (ledger.open() != null) {
            add(delivery, ledger.open(), null, judgeable);
        }
    }

    private void add(Delivery delivery, @Nullable Stage stage, @Nullable Duration time, boolean judgeable) {
        var times = groups.computeIfAbsent(key(delivery, stage), key -> new Times());
        if (!judgeable) {
            times.tooYoung++;
        } else if (time == null) {
            times.open++;
        } else {
            times.measured.add(time);
        }
    }

    private List<String> key(Delivery delivery, @Nullable Stage stage) {
        return by.stream()
                .map(dimension -> dimension == Dimension.STAGE && stage != null
                        ? stage.name().toLowerCase(Locale.ROOT)
                        : dimension.of(delivery))
                .toList();
    }

    private static @Nullable Duration total(Delivery delivery) {
        return delivery.begun()
                .flatMap(begun -> delivery.arrival().map(arrival -> Duration.between(begun, arrival)))
                .orElse(null);
    }

    /** In the order of their values. */
    public List<Group> groups() {
        return groups.entrySet().stream()
                .map(entry -> group(entry.getKey(), Objects.requireNonNull(entry.getValue())))
                .toList();
    }

    private static Group group(List<String> values, Times times) {
        var ranks = new NearestRank(times.measured);
        return new Group(
                values,
                ranks.count(),
                times.tooYoung,
                times.open,
                ranks.at(50).orElse(null),
                ranks.at(90).orElse(null),
                ranks.at(95).orElse(null),
                ranks.at(99).orElse(null));
    }
}
