package ontime.directory.follower;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import ontime.events.ContactApplied;
import ontime.events.FollowerState;

/** Counts what followers tell, and what is done at them. */
public final class FollowerMetrics {

    private static final Set<FollowerState> BAD_NEWS = Set.of(FollowerState.FAILED, FollowerState.DRIFTED);

    private final MeterRegistry meters;

    /**
     * Ready to count.
     *
     * @param followers those that are known from the beginning
     */
    public FollowerMetrics(MeterRegistry meters, Set<String> followers) {
        this.meters = meters;
        // What an alert watches is there before it happens: the growth of a counter that appears with its first failure
        // is nothing.
        followers.forEach(follower -> BAD_NEWS.forEach(state -> followed(follower, state.name())));
    }

    /**
     * Counts a word, and how long it took until a change was in force.
     *
     * @param changedAt when the version took effect here; empty when the word was no news
     */
    public void heard(ContactApplied told, Optional<Instant> changedAt) {
        followed(told.getFollower(), changedAt.isPresent() ? told.getState().name() : "NO_NEWS")
                .increment();
        if (told.getState() == FollowerState.APPLIED) {
            changedAt.ifPresent(since -> Timer.builder("otp.contacts.applied")
                    .tag("follower", told.getFollower())
                    .publishPercentileHistogram()
                    .register(meters)
                    .record(Duration.between(since, told.getAppliedAt())));
        }
    }

    /** Counts what was found out at a store outside. When its topic brings that back, it is no news. */
    public void found(ContactApplied told) {
        followed(told.getFollower(), told.getState().name()).increment();
    }

    private Counter followed(String follower, String state) {
        return meters.counter("otp.contacts.followed", "follower", follower, "state", state);
    }

    /**
     * Counts work that was done at a store outside.
     *
     * @param task what was to be done
     * @param outcome what came of it
     */
    public void worked(String follower, String task, String outcome) {
        meters.counter("otp.directory.following", "follower", follower, "task", task, "outcome", outcome)
                .increment();
    }

    /** Somebody else has changed a contact there. */
    public void drifted(String follower) {
        meters.counter("otp.directory.drift", "follower", follower).increment();
    }
}
