package ontime.directory.following;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When something that failed is tried again: later each time, and never for many at the same instant. */
public final class Pace {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration FIRST_SIGN = Duration.ofSeconds(1);
    private static final Duration LAST_SIGN = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 8;
    private static final double SPREAD = 0.5;

    /** A store cannot put us off for longer. */
    private static final Duration LONGEST_WISH = Duration.ofHours(1);

    private final DoubleSupplier chance;

    /** @param chance draws numbers from 0 to 1 */
    public Pace(DoubleSupplier chance) {
        this.chance = chance;
    }

    /**
     * When to ask a store again that does not answer: a whole store that is down is noticed sooner to be up again than
     * each single work of it is tried.
     *
     * @param silent so many calls in a row were in vain before the last one
     * @param wish of the store; null when it has none
     */
    public Instant soon(int silent, Instant now, @Nullable Instant wish) {
        return later(now.plus(pause(FIRST_SIGN, LAST_SIGN, silent)), now, wish);
    }

    /**
     * When to try a work again.
     *
     * @param attempts that have failed before the last one
     * @param wish of the store; null when it has none
     */
    public Instant next(int attempts, Instant now, @Nullable Instant wish) {
        return later(now.plus(pause(FIRST, LONGEST, attempts)), now, wish);
    }

    private static Instant later(Instant own, Instant now, @Nullable Instant wish) {
        if (wish == null || !wish.isAfter(own)) {
            return own;
        }
        Instant latest = now.plus(LONGEST_WISH);
        return wish.isAfter(latest) ? latest : wish;
    }

    private Duration pause(Duration first, Duration longest, int times) {
        Duration doubled = first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        long most = Math.min(doubled.toMillis(), longest.toMillis());
        return Duration.ofMillis(Math.round(most * (1 - SPREAD * chance.getAsDouble())));
    }
}
