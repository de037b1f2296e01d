package ontime.directory.outside;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.directory.follower.Follower;
import ontime.directory.following.Bringing;
import ontime.directory.following.Pace;
import ontime.directory.following.Work;
import ontime.directory.following.WorkList;
import ontime.events.TraceParent;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the work of one store of one tenant, some of it at the same time. It shares the work with the couriers of other
 * replicas and nothing with those of other stores, so that a store that is down holds nobody else up. Whatever goes
 * wrong, it goes on.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /**
     * Longer than all calls of one work can take: a look and a change, three times at most, or each once more with
     * another token, for which others may be in the queue.
     */
    private static final int LEASE_IN_CALLS = 20;

    private static final Duration SHORTEST_STILLNESS = Duration.ofMinutes(1);

    private final StoreSettings settings;
    private final Follower follower;
    private final WorkList list;
    private final Bringing bringing;
    private final Pace pace;
    private final Executor executor;
    private final Spans spans;
    private final InstantSource clock;
    private final Duration lease;
    private final Duration stillness;
    private final Semaphore free;
    private final Silence silence;

    private volatile boolean stopped;
    private volatile Instant movedAt;

    /** So many looks in a row went wrong. */
    private final AtomicInteger stumbles = new AtomicInteger();

    private volatile Instant looksAgainAt = Instant.EPOCH;

    Courier(
            StoreSettings settings,
            Follower follower,
            WorkList list,
            Bringing bringing,
            Pace pace,
            Executor executor,
            Spans spans,
            InstantSource clock) {
        this.settings = settings;
        this.follower = follower;
        this.list = list;
        this.bringing = bringing;
        this.pace = pace;
        this.executor = executor;
        this.spans = spans;
        this.clock = clock;
        this.lease = settings.patience().multipliedBy(LEASE_IN_CALLS);
        this.stillness = lease.compareTo(SHORTEST_STILLNESS) > 0 ? lease : SHORTEST_STILLNESS;
        this.free = new Semaphore(settings.atOnce());
        this.silence = new Silence(settings, list, pace);
        this.movedAt = clock.instant();
    }

    String tenant() {
        return settings.tenant();
    }

    String store() {
        return settings.name();
    }

    /**
     * Whether it has neither looked nor done anything for longer than a work can take. A store that rests is no reason.
     */
    boolean standsStill() {
        return clock.instant().isAfter(movedAt.plus(stillness));
    }

    /** Begins with what is due, as far as there is room. Does not wait for it. */
    void look() {
        Instant now = clock.instant();
        if (stopped || now.isBefore(looksAgainAt)) {
            return;
        }
        if (silence.isResting(now)) {
            movedAt = now;
            return;
        }
        int room = free.drainPermits();
        List<Work> claimed = List.of();
        try {
            claimed = claim(room, now);
        } catch (RuntimeException e) {
            stumble(e, now);
        } finally {
            free.release(room - claimed.size());
        }
        claimed.forEach(this::begin);
    }

    private List<Work> claim(int room, Instant now) {
        int most = !silence.isSilent() ? room : room == settings.atOnce() ? 1 : 0;
        if (most == 0) {
            return List.of();
        }
        var claimed = list.claim(settings.tenant(), settings.name(), now, now.plus(lease), most);
        movedAt = now;
        if (stumbles.getAndSet(0) > 0) {
            LOG.info("{} of {} is looked after again", settings.name(), settings.tenant());
        }
        return claimed;
    }

    /** Said once: a database that is away would fill the log. Without the message, which may print a statement. */
    private void stumble(RuntimeException failure, Instant now) {
        int before = stumbles.getAndIncrement();
        looksAgainAt = pace.soon(before, now, null);
        if (before == 0) {
            LOG.warn(
                    "cannot look for work at {} of {}, and goes on trying: {}",
                    settings.name(),
                    settings.tenant(),
                    failure.getClass().getSimpleName());
        }
    }

    private void begin(Work work) {
        try {
            executor.execute(() -> run(work));
        } catch (RejectedExecutionException e) {
            // The lease ends, and somebody does it.
            free.release();
        }
    }

    private void run(Work work) {
        try {
            heed(traced(work));
        } catch (RuntimeException e) {
            LOG.error("{} broke off: {}", work, e.getClass().getSimpleName());
            putOff(work, e);
        } finally {
            movedAt = clock.instant();
            free.release();
        }
        look();
    }

    private void putOff(Work work, RuntimeException failure) {
        try {
            bringing.brokeOff(work, failure);
        } catch (RuntimeException e) {
            // The lease ends, and somebody does it again.
            LOG.error("{} cannot be put off: {}", work, e.getClass().getSimpleName());
        }
    }

    /** Whoever asked for it sees in one trace how long each store took, however often it was tried. */
    private Follower.@Nullable Deferred traced(Work work) {
        String name = work.task().name().toLowerCase(Locale.ROOT) + " " + settings.name();
        var asked = TraceParent.of(work.traceparent());
        try (var present = ontime.tracing.Work.goOn(spans, clock, Span.Kind.INTERNAL, name, asked)) {
            present.put("ontime.follower", settings.name());
            present.put("ontime.contact.kind", work.kind().name());
            present.put("ontime.contact.version", work.version());
            var deferred = bringing.run(work, follower, settings.repairs());
            if (deferred != null) {
                present.failed("deferred");
            }
            return deferred;
        }
    }

    private void heed(Follower.@Nullable Deferred deferred) {
        // A refusal about one user is a sign of life.
        if (deferred == null || !deferred.ofStore()) {
            silence.broken();
        } else {
            silence.goesOn(deferred, clock.instant());
        }
    }

    /** Begins with nothing any more, and waits for what has begun. */
    void stop(Duration patience) {
        stopped = true;
        try {
            if (!free.tryAcquire(settings.atOnce(), patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("calls to {} are left behind; they are made again", settings.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
