package ontime.history.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.facts.FactCount;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells whoever follows a login what changes. One thread asks the database for all of them which logins have grown,
 * which another instance of the service may have written; a login is read only when it has, or when time may have
 * changed its verdict. So a hundred followers cost one question at each pace and a read of each login now and then, a
 * few of these at a time, and leave the connections to those who search.
 */
@Component
final class Followers {

    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    /** What is over changes seldom: a network may report days later. */
    private static final int SLOWER_WHEN_OVER = 6;

    /** Later than this after its click nothing of a login is reported any more. */
    private static final Duration GROWS = Duration.ofDays(9);

    /** Nothing of a login is older than its click, but for clocks that disagree. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final FactCount facts;
    private final InstantSource clock;
    private final Duration pace;
    private final Follower.Means means;
    private final FollowerPlaces places;
    private final Set<Follower> following = ConcurrentHashMap.newKeySet();
    private final Semaphore arrivals = new Semaphore(0);
    private final AtomicBoolean watching = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);

    Followers(
            LoginSearch logins,
            FactCount facts,
            HistorySettings settings,
            ConsoleSettings console,
            InstantSource clock) {
        this.facts = facts;
        this.clock = clock;
        this.pace = console.followPace();
        this.means = new Follower.Means(logins, settings.patience(), clock, pace, new Semaphore(console.followReads()));
        this.places = new FollowerPlaces(console.followers(), console.followersOfOne());
    }

    /** Follows a login that the user may see; null when too many are followed already. */
    @Nullable
    SseEmitter follow(Login login, HistoryUser user) {
        var follower = new Follower(login, user.tenants(), means);
        if (!places.take(user.name(), follower)) {
            return null;
        }
        following.add(follower);
        Thread.ofVirtual().name("follower").start(() -> {
            try {
                follower.run();
            } finally {
                following.remove(follower);
                places.free(user.name(), follower);
            }
        });
        if (watching.compareAndSet(false, true)) {
            Thread.ofVirtual().name("followers").start(this::watch);
        }
        arrivals.release();
        return follower.emitter();
    }

    /** Open answers would hold up the end of the service. */
    @EventListener
    void stop(ContextClosedEvent closed) {
        closing.countDown();
        arrivals.release();
        following.forEach(Follower::stop);
    }

    private void watch() {
        try {
            while (!closing.await(pause().toMillis(), TimeUnit.MILLISECONDS)) {
                if (following.isEmpty()) {
                    arrivals.acquire();
                }
                arrivals.drainPermits();
                wakeThoseThatHaveGrown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // Whoever comes from now on has it begin anew; a browser that follows already connects again.
            watching.set(false);
            following.forEach(Follower::stop);
        }
    }

    private Duration pause() {
        return following.stream().anyMatch(Follower::isInProgress) || following.isEmpty()
                ? pace
                : pace.multipliedBy(SLOWER_WHEN_OVER);
    }

    private void wakeThoseThatHaveGrown() {
        var now = clock.instant();
        var growing = following.stream()
                .filter(follower -> follower.clickedAt().plus(GROWS).isAfter(now))
                .toList();
        if (growing.isEmpty()) {
            return;
        }
        var since = growing.stream()
                .map(Follower::clickedAt)
                .min(Comparator.naturalOrder())
                .orElse(now)
                .minus(SKEW);
        try {
            var counts = facts.count(growing.stream().map(Follower::key).collect(Collectors.toSet()), since);
            growing.forEach(follower -> follower.has(counts.getOrDefault(follower.key(), 0L)));
        } catch (RuntimeException e) {
            // Most often the database does not answer. Whatever it is: the next turn may find it mended.
            LOG.warn("what those who follow wait for cannot be looked for just now", e);
        }
    }
}
