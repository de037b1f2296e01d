package ontime.sandbox.behaviour;

import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The conditions that a simulated provider works under just now: one behaviour for all, and what differs by country.
 * Safe for use by many threads.
 */
public final class Conditions {

    /** The key of the rate limit that all countries without one of their own share. */
    private static final String EVERYWHERE = "";

    /** By so many standard deviations a normal distribution's 99th percentile is above its middle. */
    private static final double DEVIATIONS_OF_P99 = 2.3263;

    private final Behaviour initially;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, RateLimit> limits = new ConcurrentHashMap<>();
    private volatile State state;

    /**
     * All conditions at one moment.
     *
     * @param general what holds wherever a country has nothing of its own
     * @param countries what differs, by ISO 3166-1 alpha-2 code
     */
    public record State(Behaviour general, Map<String, BehaviourChange> countries) {}

    /**
     * The conditions of a provider.
     *
     * @param initially how the provider behaves until somebody changes it
     * @param random must be safe for use by many threads
     */
    public Conditions(Behaviour initially, InstantSource clock, RandomGenerator random) {
        this.initially = initially;
        this.clock = clock;
        this.random = random;
        this.state = new State(initially, Map.of());
    }

    public State state() {
        return state;
    }

    public synchronized void change(BehaviourChange change) {
        String country = change.country();
        if (country == null) {
            state = new State(change.appliedTo(state.general()), state.countries());
            return;
        }
        Map<String, BehaviourChange> countries = new TreeMap<>(state.countries());
        countries.merge(country, change, BehaviourChange::then);
        state = new State(state.general(), Collections.unmodifiableMap(countries));
    }

    /** Back to what it was at the start, everywhere. */
    public synchronized void reset() {
        state = new State(initially, Map.of());
    }

    /** What holds in a country; null for a country that nobody knows. */
    public Behaviour in(@Nullable String country) {
        State now = state;
        BehaviourChange own = country == null ? null : now.countries().get(country);
        return own == null ? now.general() : own.appliedTo(now.general());
    }

    /** Counts a call and tells whether it is one too many for this second. */
    public boolean throttles(@Nullable String country) {
        int perSecond = in(country).throttlePerSecond();
        if (perSecond == 0) {
            return false;
        }
        BehaviourChange own = country == null ? null : state.countries().get(country);
        String key = own == null || own.throttlePerSecond() == null || country == null ? EVERYWHERE : country;
        return !limits.computeIfAbsent(key, _ -> new RateLimit(clock)).admits(perSecond);
    }

    /**
     * Draws how long a message travels, in milliseconds: as networks are, with many that are quick and a few that take
     * very much longer (a log-normal distribution).
     */
    public long travelMs(Behaviour behaviour) {
        long median = behaviour.deliveryDelayMs();
        if (median == 0 || behaviour.deliveryDelayP99Ms() <= median) {
            return median;
        }
        double spread = Math.log((double) behaviour.deliveryDelayP99Ms() / median) / DEVIATIONS_OF_P99;
        return Math.round(median * Math.exp(spread * random.nextGaussian()));
    }

    /** Draws how long after an arrival it is reported, in milliseconds. */
    public long reportMs(Behaviour behaviour) {
        boolean late = behaviour.receiptLateRate() > 0 && strikes(behaviour.receiptLateRate());
        return behaviour.receiptDelayMs() + upTo(behaviour.receiptSpreadMs()) + (late ? behaviour.receiptLateMs() : 0);
    }

    /** Draws a number from 0 to the most that is allowed. */
    public long upTo(long most) {
        return most == 0 ? 0 : random.nextLong(most + 1);
    }

    /** Draws a lot: whether a fault that happens at this rate happens now. */
    public boolean strikes(double rate) {
        return random.nextDouble() < rate;
    }
}
