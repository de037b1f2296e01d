package ontime.directory.follower;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.events.ContactApplied;
import ontime.events.FollowerState;

/** Counts what followers tell, and what is done at them. */
public final class FollowerMetrics {

    private final MeterRegistry meters;

    public FollowerMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /**
     * Counts a word, and how long it took until a change was in force.
     *
     * @param changedAt when the version took effect here; empty when the word was no news
     */
    public void heard(ContactApplied told, Optional<Instant> changedAt) {
        meters.counter(
                        "otp.contacts.followed",
                        "follower",
                        told.getFollower(),
                        "state",
                        changedAt.isPresent() ? told.getState().name() : "NO_NEWS")
                .increment();
        if (told.getState() == FollowerState.APPLIED) {
            changedAt.ifPresent(since -> Timer.builder("otp.contacts.applied")
                    .tag("follower", told.getFollower())
                    .publishPercentileHistogram()
                    .register(meters)
                    .record(Duration.between(since, told.getAppliedAt())));
        }
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
