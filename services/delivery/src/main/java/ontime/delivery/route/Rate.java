package ontime.delivery.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast messages follow each other on a route: so many parts a second, as providers count them, shared by the
 * replicas of a worker. A token bucket that holds a tenth of a second, so that no second carries much more than it may.
 *
 * <p>What is configured may be wrong, or others use the same account. So throttling answers are believed: the rate goes
 * down to what was really taken. It comes back quickly to nearly where the throttling began, for a storm that is over
 * says nothing about the day, and beyond that it creeps up by a twentieth a second.
 */
final class Rate {

    /** Parts that may go at once, in seconds of the rate. */
    private static final double BURST_SECONDS = 0.1;

    private static final Duration REVIEW = Duration.ofSeconds(1);

    /** Fewer answers say nothing; so many that throttle bring the review forward. */
    private static final int MANY = 10;

    /** One of ten may be the neighbour of a burst: it is tried again, and the rate stays. */
    private static final double BEARABLE = 0.1;

    private static final Duration EARLIEST_REVIEW = Duration.ofMillis(100);

    /** When nothing was sent for so long, beyond what the rate itself asks for, nobody wanted to send. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private static final double CREEP_A_SECOND = 0.05;

    /** The way back to where throttling began takes ten seconds, up to the tenth that may have been too much. */
    private static final double RETURN_A_SECOND = 0.1;

    private static final double RETURN_TO = 0.9;

    /** Slow, but not so slow that nobody would notice when the provider has more to give. */
    private static final double LEAST = 1;

    /** A provider that asks for more than that is asked again whether it meant it. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final double configured;
    private double share = 1;

    /** What throttling has taught; infinite when there is nothing to remember. */
    private double taught = Double.POSITIVE_INFINITY;

    /** The rate at which the present or last throttling began, of which it may take several reviews to see the end. */
    private double begunAt;

    private boolean falling;
    private double tokens;
    private Instant filledAt = Instant.MIN;
    private Instant pausedUntil = Instant.MIN;
    private Instant lastTaken = Instant.MIN;
    private int lastParts;

    /** The present window: what was sent and answered since it began, without the pauses in it. */
    private Instant windowBegan = Instant.MIN;

    private Duration paused = Duration.ZERO;
    private int parts;
    private int answers;
    private int throttled;

    /** @param partsASecond of all replicas together; infinite for no bound */
    Rate(double partsASecond) {
        if (!(partsASecond > 0)) {
            throw new IllegalArgumentException("a rate must be more than 0 parts a second");
        }
        this.configured = partsASecond;
    }

    /** @param share of the configured rate that is ours, in (0, 1] */
    void share(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share must be more than 0 and at most 1");
        }
        this.share = share;
    }

    /** Parts a second at present; infinite for no bound. */
    double current() {
        return Math.min(configured * share, taught);
    }

    /** When a message may go; empty for at once. */
    Optional<Instant> notBefore(int messageParts, Instant now) {
        if (now.isBefore(pausedUntil)) {
            return Optional.of(pausedUntil);
        }
        double rate = current();
        if (Double.isInfinite(rate)) {
            return Optional.empty();
        }
        fill(rate, now);
        // A message that is longer than the bucket goes when it is full, and those behind it wait the longer.
        double missing = Math.min(messageParts, burst(rate)) - tokens;
        // A token that is missed by a rounding error is there.
        return missing <= 1e-9 ? Optional.empty() : Optional.of(now.plusNanos((long) Math.ceil(missing / rate * 1e9)));
    }

    void take(int messageParts, Instant now) {
        if (isAfterSilence(now)) {
            // One second of it counts as calm, however long it was: a silence proves nothing.
            if (answers > 0 && throttled == 0) {
                review(REVIEW.toNanos() / 1e9);
            }
            beginWindow(now);
        }
        lastTaken = now;
        lastParts = messageParts;
        parts += messageParts;
        if (Double.isFinite(current())) {
            tokens -= messageParts;
        }
    }

    /** The message was not sent after all. */
    void giveBack(int messageParts) {
        parts = Math.max(0, parts - messageParts);
        if (Double.isFinite(current())) {
            tokens += messageParts;
        }
    }

    /** Notes that the provider answered a call that began at an instant. */
    void answered(boolean isThrottled, Instant began, Instant now) {
        if (began.isBefore(windowBegan)) {
            // It was sent at the former rate, which has been judged.
            return;
        }
        answers++;
        if (isThrottled) {
            throttled++;
        }
        Duration since = Duration.between(windowBegan, now).minus(paused).plus(pauseLeft(now));
        boolean enough = (throttled == 0 || answers >= MANY) && since.compareTo(REVIEW) >= 0;
        if (enough || (throttled >= MANY && since.compareTo(EARLIEST_REVIEW) >= 0)) {
            review(since.toNanos() / 1e9);
            beginWindow(now);
        }
    }

    private boolean isAfterSilence(Instant now) {
        if (lastTaken.equals(Instant.MIN) || now.isBefore(lastTaken)) {
            return true;
        }
        Instant free = pausedUntil.isAfter(lastTaken) ? pausedUntil : lastTaken;
        double asked = lastParts / current();
        return now.isAfter(free.plus(SILENCE).plusNanos((long) (asked * 1e9)));
    }

    private void beginWindow(Instant now) {
        windowBegan = now;
        paused = pauseLeft(now);
        parts = 0;
        answers = 0;
        throttled = 0;
    }

    private Duration pauseLeft(Instant now) {
        return pausedUntil.isAfter(now) ? Duration.between(now, pausedUntil) : Duration.ZERO;
    }

    /** The provider asks for silence. */
    void pause(Duration wished, Instant now) {
        Instant until = now.plus(wished.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wished);
        if (until.isAfter(pausedUntil)) {
            paused = paused.minus(pauseLeft(now)).plus(Duration.between(now, until));
            pausedUntil = until;
        }
    }

    private void review(double seconds) {
        double shareThrottled = (double) throttled / answers;
        if (shareThrottled > BEARABLE) {
            double observed = Math.min(current(), parts / seconds);
            begunAt = falling ? begunAt : observed;
            falling = true;
            taught = Math.max(LEAST, observed * Math.max(0.5, 1 - shareThrottled));
        } else if (throttled == 0 && Double.isFinite(taught)) {
            falling = false;
            double returning = taught < begunAt * RETURN_TO ? begunAt * RETURN_A_SECOND : 0;
            taught += seconds * Math.max(returning, taught * CREEP_A_SECOND);
            // Without a configured rate there is nothing to return to but none: when ten times as much does no harm.
            if (taught >= (Double.isInfinite(configured) ? 10 * begunAt : configured * share)) {
                taught = Double.POSITIVE_INFINITY;
            }
        }
    }

    private void fill(double rate, Instant now) {
        if (filledAt.equals(Instant.MIN)) {
            tokens = burst(rate);
        } else if (now.isAfter(filledAt)) {
            double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            tokens = Math.min(burst(rate), tokens + rate * seconds);
        }
        if (now.isAfter(filledAt)) {
            filledAt = now;
        }
    }

    private static double burst(double rate) {
        return Math.max(1, rate * BURST_SECONDS);
    }
}
