package ontime.directory.follower;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
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
        followers.forEach(follower -> {
            BAD_NEWS.forEach(state -> followed(follower, state.name()));
            drift(follower);
        });
    }

    /**
     * Counts a word, and how long it took until a change was in force.
     *
     * @param news empty when the word was none
     */
    public void heard(ContactApplied told, Optional<Followers.News> news) {
        // What is no contact has no version, and yet somebody has changed it there.
        boolean isNew = news.isPresent() || told.getKind() == ContactKind.OTHER;
        followed(told.getFollower(), isNew ? told.getState().name() : "NO_NEWS").increment();
        if (isNew && told.getState() == FollowerState.DRIFTED) {
            drifted(told.getFollower());
        }
        // What was brought back came into force long before.
        news.filter(one -> one.before() != Standing.State.DRIFTED).ifPresent(one -> inForce(told, one.changedAt()));
    }

    /** Counts how long it took until a change was in force there. */
    private void inForce(ContactApplied told, Instant changedAt) {
        if (told.getState() == FollowerState.APPLIED) {
            Timer.builder("otp.contacts.applied")
                    .tag("follower", told.getFollower())
                    .publishPercentileHistogram()
                    .register(meters)
                    .record(Duration.between(changedAt, told.getAppliedAt()));
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
        drift(follower).increment();
    }

    private Counter drift(String follower) {
        return meters.counter("otp.directory.drift", "follower", follower);
    }
}
