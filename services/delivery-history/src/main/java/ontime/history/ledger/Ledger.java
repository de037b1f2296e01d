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
 * The time of one delivery, split among those who spent it: the stages are never negative, never overlap, and add up to
 * {@link #total()}.
 *
 * @param instants what is known, in the order of {@link Moment}; clocks that contradict the order of events are
 *     corrected, see {@link Timeline}
 * @param stages those whose end is known; the time of a stage whose end nobody told falls to the next one
 * @param skew how far a clock is off at least, ahead when positive; no entry for those that contradict nothing
 * @param open the stage that is under way; null when nothing more is to come, or the beginning is not known
 */
public record Ledger(
        Map<Moment, Instant> instants,
        Map<Stage, Duration> stages,
        Map<Host, Duration> skew,
        @Nullable Stage open) {

    public Ledger {
        instants = Collections.unmodifiableMap(instants);
        stages = Collections.unmodifiableMap(stages);
        skew = Collections.unmodifiableMap(skew);
    }

    /** Splits the time between the first and the last of these instants. */
    public static Ledger of(Map<Moment, Instant> reported) {
        var line = Timeline.of(reported);
        return new Ledger(line.placed(), split(line.placed()), line.skew(), open(line.placed()));
    }

    private static Map<Stage, Duration> split(Map<Moment, Instant> placed) {
        var stages = new EnumMap<Stage, Duration>(Stage.class);
        var start = start(placed);
        if (start == null) {
            return stages;
        }
        for (var stage : Stage.values()) {
            var end = placed.get(stage.end());
            if (end != null) {
                stages.put(stage, Duration.between(start, end));
                start = end;
            }
        }
        return stages;
    }

    private static @Nullable Instant start(Map<Moment, Instant> placed) {
        var clicked = placed.get(Moment.CLICKED);
        return clicked == null ? placed.get(Moment.REQUESTED) : clicked;
    }

    /** The one after the last whose end is known; nothing is open that never began. */
    private static @Nullable Stage open(Map<Moment, Instant> placed) {
        if (start(placed) == null) {
            return null;
        }
        Stage open = null;
        for (var stage : List.of(Stage.values()).reversed()) {
            if (placed.containsKey(stage.end())) {
                return open;
            }
            open = stage;
        }
        return open;
    }

    /** With one more instant, or another one in the place of the one that was known. */
    public Ledger with(Moment moment, Instant at) {
        var more = new EnumMap<Moment, Instant>(Moment.class);
        more.putAll(instants);
        more.put(moment, at);
        var ledger = of(more);
        var both = new EnumMap<Host, Duration>(Host.class);
        both.putAll(skew);
        ledger.skew.forEach((host, off) -> both.merge(host, off, Duration::plus));
        return new Ledger(ledger.instants, ledger.stages, both, ledger.open);
    }

    /** Nothing more is to come: the time up to the end is that of the stage that was under way. */
    public Ledger endedAt(Instant end) {
        var last = begun().map(start -> start.plus(total()));
        if (open == null || last.isEmpty()) {
            return new Ledger(instants, stages, skew, null);
        }
        var closed = new EnumMap<Stage, Duration>(Stage.class);
        closed.putAll(stages);
        closed.put(open, end.isAfter(last.get()) ? Duration.between(last.get(), end) : Duration.ZERO);
        return new Ledger(instants, closed, skew, null);
    }

    /** As it stood at an instant: what came later is left out, and the stage that was under way then ends there. */
    public Ledger until(Instant end) {
        var known = new EnumMap<Moment, Instant>(Moment.class);
        instants.forEach((moment, at) -> {
            if (!at.isAfter(end)) {
                known.put(moment, at);
            }
        });
        return of(known).endedAt(end);
    }

    public Optional<Instant> at(Moment moment) {
        return Optional.ofNullable(instants.get(moment));
    }

    /** When it all began: with the click or, where nobody told it, the request. */
    public Optional<Instant> begun() {
        return Optional.ofNullable(start(instants));
    }

    /** From the click to the last instant that is known. */
    public Duration total() {
        return stages.values().stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** The milliseconds of a stage; nothing where its end is not known. */
    public Optional<Duration> in(Stage stage) {
        return Optional.ofNullable(stages.get(stage));
    }
}
