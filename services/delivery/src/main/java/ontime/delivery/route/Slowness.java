package ontime.delivery.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a route has become slow: too large a share of its recent calls took longer than a bound. It counts as slow
 * until so many calls in a row were fast, which it is sent one a second of while another route is preferred; or until
 * nothing was heard of it for as long as calls are remembered.
 */
final class Slowness {

    private static final Duration HALF_WINDOW = Duration.ofSeconds(15);
    private static final Duration WINDOW = HALF_WINDOW.multipliedBy(2);
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
    private static final int FAST_IN_A_ROW = 5;

    private final RouteSettings.Slow settings;
    private boolean slow;
    private int fastInARow;
    private Instant nextProbe = Instant.MIN;
    private Instant lastHeard = Instant.MIN;

    private Instant halfBegan = Instant.MIN;
    private int calls;
    private int slowCalls;
    private int callsBefore;
    private int slowCallsBefore;

    Slowness(RouteSettings.Slow settings) {
        this.settings = settings;
    }

    boolean isSlow() {
        return slow;
    }

    boolean isProbeDue(Instant now) {
        return slow && !now.isBefore(nextProbe);
    }

    void probe(Instant now) {
        nextProbe = now.plus(BETWEEN_PROBES);
        lastHeard = now;
    }

    /** When it is forgotten that the route is slow, unless something is heard of it; empty while it is not slow. */
    Optional<Instant> forgottenAt() {
        return slow ? Optional.of(lastHeard.plus(WINDOW)) : Optional.empty();
    }

    /** Forgets what nobody has found to be still true for so long. */
    void forgetBefore(Instant now) {
        if (slow && !now.isBefore(lastHeard.plus(WINDOW))) {
            slow = false;
            forget();
        }
    }

    boolean isTooLong(Duration took) {
        return took.compareTo(settings.bound()) > 0;
    }

    /** @param tooLong whether the call took too long, or brought no answer at all */
    void ended(boolean tooLong, Instant now) {
        lastHeard = now;
        if (slow) {
            fastInARow = tooLong ? 0 : fastInARow + 1;
            slow = fastInARow < FAST_IN_A_ROW;
            return;
        }
        count(tooLong, now);
        int all = calls + callsBefore;
        if (all >= settings.samples() && slowCalls + slowCallsBefore >= settings.share() * all) {
            slow = true;
            fastInARow = 0;
            forget();
        }
    }

    private void count(boolean tooLong, Instant now) {
        // Two halves instead of a list of calls: what is forgotten is 15 to 30 seconds old.
        if (halfBegan.equals(Instant.MIN) || now.isAfter(halfBegan.plus(WINDOW))) {
            forget();
            halfBegan = now;
        } else if (now.isAfter(halfBegan.plus(HALF_WINDOW))) {
            callsBefore = calls;
            slowCallsBefore = slowCalls;
            calls = 0;
            slowCalls = 0;
            halfBegan = now;
        }
        calls++;
        slowCalls += tooLong ? 1 : 0;
    }

    private void forget() {
        calls = 0;
        slowCalls = 0;
        callsBefore = 0;
        slowCallsBefore = 0;
    }
}
