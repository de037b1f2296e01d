package ontime.history.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time of one delivery, split among those who spent it.
 *
 * <p>Clocks of several machines meet here, so instants may contradict each other. They are kept as they were reported;
 * the stages are never negative, never overlap, and add up to {@link #total()}.
 *
 * @param instants what was reported, in the order of {@link Moment}
 * @param stages the stages whose end is known
 */
public record Ledger(Map<Moment, Instant> instants, Map<Stage, Duration> stages) {

    public Ledger {
        instants = Collections.unmodifiableMap(instants);
        stages = Collections.unmodifiableMap(stages);
    }

    /** Splits the time between the first and the last of these instants. */
    public static Ledger of(Map<Moment, Instant> reported) {
        var instants = new EnumMap<Moment, Instant>(Moment.class);
        instants.putAll(reported);
        return new Ledger(instants, split(instants));
    }

    private static Map<Stage, Duration> split(Map<Moment, Instant> instants) {
        var stages = new EnumMap<Stage, Duration>(Stage.class);
        var start = start(instants);
        if (start == null) {
            return stages;
        }
        // A code that was entered had been delivered before, whatever a late or skewed report says.
        var latest = instants.getOrDefault(Moment.ENTERED, Instant.MAX);
        for (var stage : Stage.values()) {
            var reported = instants.get(stage.end());
            if (reported == null) {
                // The time of a stage whose end nobody reported falls to the next one that has an end.
                continue;
            }
            var end = later(start, earlier(reported, latest));
            stages.put(stage, Duration.between(start, end));
            start = end;
        }
        return stages;
    }

    /** The request came after the click, so an auth service whose clock is ahead is not believed. */
    private static @Nullable Instant start(Map<Moment, Instant> instants) {
        var clicked = instants.get(Moment.CLICKED);
        var requested = instants.get(Moment.REQUESTED);
        if (clicked == null || requested == null) {
            return clicked == null ? requested : clicked;
        }
        return earlier(clicked, requested);
    }

    /** As it stood at an instant: what came later is left out, and the stage that was under way then ends there. */
    public Ledger until(Instant end) {
        var known = new EnumMap<Moment, Instant>(Moment.class);
        instants.forEach((moment, at) -> {
            if (!at.isAfter(end)) {
                known.put(moment, at);
            }
        });
        var next = Moment.ENTERED;
        for (var stage : List.of(Stage.values()).reversed()) {
            if (known.containsKey(stage.end())) {
                break;
            }
            next = stage.end();
        }
        known.putIfAbsent(next, end);
        return of(known);
    }

    public Optional<Instant> at(Moment moment) {
        return Optional.ofNullable(instants.get(moment));
    }

    /** From the click to the last instant that is known. */
    public Duration total() {
        return stages.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** The stage that took the most time, the person's own left out. */
    public Optional<Stage> slowest() {
        return stages.entrySet().stream()
                .filter(entry -> entry.getKey() != Stage.PERSON)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
