package ontime.delivery.route;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;

/**
 * Whether a route works at all. One that does not is left alone, and probed by one call at a time, so that a provider
 * that is down is not kept down by us, and nobody waits for it who could go another way.
 *
 * <pre>
 * CLOSED  -> OPEN     so many failures in a row, or half of the last four times as many, or one refusal
 * OPEN    -> PROBING  a call goes out when the probe is due
 * PROBING -> CLOSED   it was answered
 * PROBING -> OPEN     it failed, and the next probe is twice as far; or it was not made after all
 * </pre>
 */
final class Breaker {

    enum State {
        CLOSED,
        OPEN,
        PROBING
    }

    private final RouteSettings.Down settings;
    private final DoubleSupplier random;
    private State state = State.CLOSED;

    private int inARow;
    private int failuresOfLast;
    private final boolean[] last;
    private int seen;

    private Instant opened = Instant.MIN;
    private Instant closed = Instant.MIN;
    private Instant probed = Instant.MIN;
    private int probes;
    private double jitter;

    /** @param random uniform in [0, 1): replicas that saw the same outage do not probe together */
    Breaker(RouteSettings.Down settings, DoubleSupplier random) {
        this.settings = settings;
        this.random = random;
        this.last = new boolean[4 * settings.failures()];
    }

    State state() {
        return state;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /**
     * When the next probe is due, while open.
     *
     * @param alone whether no other route is open, so that everybody waits for this one
     */
    Instant probeAt(boolean alone) {
        Duration longest = alone ? settings.longestProbeAlone() : settings.longestProbe();
        double doubled = settings.firstProbe().toMillis() * Math.pow(2, probes);
        double distance = Math.min(doubled, (double) longest.toMillis());
        return opened.plusMillis((long) (distance * (0.75 + jitter / 4)));
    }

    boolean isProbeDue(boolean alone, Instant now) {
        return state == State.OPEN && !now.isBefore(probeAt(alone));
    }

    void probe(Instant now) {
        require(State.OPEN);
        state = State.PROBING;
        probed = now;
    }

    /**
     * Whether a call that ended was the probe. Others were on their way when the breaker opened; what becomes of them
     * is no news.
     *
     * @param lastInFlight whether no other call of the route is on its way; then it was, whatever the clocks say
     */
    boolean isProbe(Instant began, boolean lastInFlight) {
        return state == State.PROBING && (lastInFlight || !began.isBefore(probed));
    }

    /** The probe was not made: the next call is one. */
    void giveBack() {
        require(State.PROBING);
        state = State.OPEN;
    }

    /**
     * Notes a call that was answered, whatever the answer said about the message.
     *
     * @return whether this closed the breaker
     */
    boolean succeeded(boolean probe, Instant now) {
        if (state == State.CLOSED) {
            remember(false);
            inARow = 0;
        } else if (probe) {
            state = State.CLOSED;
            closed = now;
            forget();
            return true;
        }
        return false;
    }

    /**
     * Notes a call that failed.
     *
     * @return whether this opened the breaker, which was closed
     */
    boolean failed(boolean probe, Instant began, Instant now) {
        if (state == State.CLOSED && isNews(began, now)) {
            remember(true);
            inARow++;
            if (inARow >= settings.failures() || (seen >= last.length && failuresOfLast * 2 >= last.length)) {
                open(0, now);
                return true;
            }
        } else if (probe) {
            open(probes + 1, now);
        }
        return false;
    }

    /**
     * Notes that the route takes nothing from us: there is no need to hear it twice.
     *
     * @return whether this opened the breaker, which was closed
     */
    boolean refused(boolean probe, Instant began, Instant now) {
        if (state == State.CLOSED && isNews(began, now)) {
            open(0, now);
            return true;
        }
        if (probe) {
            open(probes + 1, now);
        }
        return false;
    }

    /**
     * Not of a call that began before the breaker closed: the outage that it met is over. A clock that was set back
     * tells nothing of what was before.
     */
    private boolean isNews(Instant began, Instant now) {
        return !began.isBefore(closed) || now.isBefore(closed);
    }

    private void open(int probesBefore, Instant now) {
        state = State.OPEN;
        opened = now;
        // Doubled so often that any bound is reached; more would overflow.
        probes = Math.min(probesBefore, 30);
        jitter = random.getAsDouble();
        forget();
    }

    private void forget() {
        inARow = 0;
        failuresOfLast = 0;
        seen = 0;
    }

    private void remember(boolean failure) {
        int place = seen % last.length;
        if (seen >= last.length && last[place]) {
            failuresOfLast--;
        }
        last[place] = failure;
        failuresOfLast += failure ? 1 : 0;
        seen++;
    }

    private void require(State expected) {
        if (state != expected) {
            throw new IllegalStateException("the breaker is " + state + ", not " + expected);
        }
    }
}
