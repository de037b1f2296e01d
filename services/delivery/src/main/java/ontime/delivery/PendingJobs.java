package ontime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The deliveries that were taken in and have not come to their end. */
public final class PendingJobs {

    /** By identity, because comparing whole events would cost more than all else here. */
    private final Set<Job> jobs = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    public void add(Job job) {
        jobs.add(job);
    }

    public void remove(Job job) {
        jobs.remove(job);
    }

    int size() {
        return jobs.size();
    }

    /** How long the oldest has waited since it was published; zero when nothing is pending. */
    Duration oldest(Instant now) {
        synchronized (jobs) {
            return jobs.stream()
                    .map(Job::publishedAt)
                    .min(Instant::compareTo)
                    .map(published -> Duration.between(published, now))
                    .filter(Duration::isPositive)
                    .orElse(Duration.ZERO);
        }
    }
}
