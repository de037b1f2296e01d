package ontime.directory.follower;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.events.ContactApplied;
import ontime.events.FollowerState;

/** Counts what followers tell. */
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
}
