package ontime.delivery.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of a route may be on their way at once. Nobody knows that number: it depends on the provider, on the
 * hour and on how many others call it. So it is found out, by what the calls themselves tell.
 *
 * <p>The limit rises while it is reached and latency is flat: doubling at first, as in TCP's slow start, and by its
 * square root after it has met resistance. It falls with the share of calls that were throttled or failed, to a half at
 * most, once in a round of calls. Latency that rises has two possible causes, and only one is ours: a queue that we
 * fill, or a provider that has become slower by itself. TCP Vegas and the gradient limits of Netflix's
 * concurrency-limits take the first for granted and starve a route whose latency simply changed. This one tries: it
 * halves the limit for one round. When latency falls with it, the queue was ours, and the limit goes to where the queue
 * began; when it does not, the limit comes back, and the new latency is the usual one from then on.
 *
 * <p>It judges by rounds. A round takes in only calls that began in it, so that it measures the limit that is in force,
 * and goes by their median: a call that hangs never spoils a round, and single ones never make a trend.
 */
final class InFlightLimit {

    private static final int FEWEST_CALLS_OF_A_ROUND = 10;

    /** What varies by itself: a clock's tick, a collection of garbage. Matters for providers that are very near. */
    private static final double NOISE = Duration.ofMillis(5).toNanos();

    /** Up to here latency is flat. */
    private static final double FLAT = 1.25;

    /** From here on it has risen, and the limit is tried at half at once. */
    private static final double RISEN = 2;

    /** How long latency may stay between the two before that is tried. */
    private static final Duration LONGEST_DOUBT = Duration.ofSeconds(10);

    private final RouteSettings.CallsInFlight bounds;
    private double limit;
    private boolean doubling = true;
    private int inFlight;

    /** In nanoseconds; not a number before the first round. */
    private double usual = Double.NaN;

    private @Nullable Instant doubtedSince;
    private @Nullable Trial trial;

    private Instant roundBegan = Instant.MIN;
    private int peak;
    private int failed;
    private int answered;
    private final long[] latencies;

    /** What was in force before the limit was halved for a round. */
    private record Trial(double limit, double latency) {}

    InFlightLimit(RouteSettings.CallsInFlight bounds) {
        this.bounds = bounds;
        this.limit = bounds.first();
        this.latencies = new long[Math.max(FEWEST_CALLS_OF_A_ROUND, bounds.most())];
    }

    int limit() {
        return (int) limit;
    }

    int inFlight() {
        return inFlight;
    }

    boolean isFull() {
        return inFlight >= limit();
    }

    void begin() {
        inFlight++;
        peak = Math.max(peak, inFlight);
    }

    /** A place was booked and not used. */
    void giveBack() {
        inFlight--;
    }

    /** @param failed whether it was throttled, or got no answer worth the name */
    void end(boolean failed, Duration took, Instant now) {
        inFlight--;
        if (now.minus(took).isBefore(roundBegan)) {
            return;
        }
        if (failed) {
            this.failed++;
        } else {
            latencies[answered++] = took.toNanos();
        }
        // Not all of them: the last of a round may hang.
        if (answered + this.failed >= Math.max(FEWEST_CALLS_OF_A_ROUND, peak * 3 / 4)) {
            judge(now);
            beginRound(now);
        }
    }

    /** Starts over, as for a route that is new: it was down, and whatever was learnt of it may be wrong. */
    void restart(Instant now) {
        limit = bounds.first();
        doubling = true;
        usual = Double.NaN;
        trial = null;
        doubtedSince = null;
        beginRound(now);
    }

    private void beginRound(Instant now) {
        roundBegan = now;
        peak = inFlight;
        failed = 0;
        answered = 0;
    }

    private void judge(Instant now) {
        double shareFailed = (double) failed / (failed + answered);
        // One of ten may be anybody's bad luck.
        if (shareFailed > 0.1) {
            set(limit * Math.max(0.5, 1 - shareFailed));
            trial = null;
            doubling = false;
        } else {
            judgeLatency(median(), now);
        }
    }

    private void judgeLatency(double latency, Instant now) {
        if (Double.isNaN(usual)) {
            usual = latency;
        }
        if (trial != null) {
            conclude(trial, latency);
        } else if (latency > usual * RISEN + NOISE) {
            tryHalf(latency);
        } else if (latency > usual * FLAT + NOISE) {
            if (doubtedSince == null) {
                doubtedSince = now;
            } else if (now.isAfter(doubtedSince.plus(LONGEST_DOUBT))) {
                tryHalf(latency);
            }
        } else {
            doubtedSince = null;
            usual += (latency - usual) / 10;
            // A limit that nobody reaches says nothing about how high it could be.
            if (peak >= limit() && failed == 0) {
                set(doubling ? limit * 2 : limit + Math.sqrt(limit));
            }
        }
    }

    private void tryHalf(double latency) {
        trial = new Trial(limit, latency);
        doubling = false;
        set(limit / 2);
    }

    /** Goes to where the queue began, which is where it was before when there is none of ours. */
    private void conclude(Trial tried, double latency) {
        set(Math.max(limit, tried.limit() * Math.min(1, latency / tried.latency())));
        usual = latency;
        trial = null;
        doubtedSince = null;
    }

    private double median() {
        Arrays.sort(latencies, 0, answered);
        return latencies[(answered - 1) / 2];
    }

    private void set(double wanted) {
        limit = Math.clamp(wanted, bounds.fewest(), bounds.most());
    }
}
