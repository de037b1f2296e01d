package ontime.directory.outside;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
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
 * replicas and nothing with those of other stores, so that a store that is down holds nobody else up.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /**
     * Longer than all calls of one work can take: a look and a change, three times at most, or each once more with
     * another token, for which others may be in the queue.
     */
    private static final int LEASE_IN_CALLS = 20;

    private final StoreSettings settings;
    private final Follower follower;
    private final WorkList list;
    private final Bringing bringing;
    private final Pace pace;
    private final Executor executor;
    private final Spans spans;
    private final InstantSource clock;
    private final Duration lease;
    private final Semaphore free;

    private volatile boolean stopped;
    /** While a store does not answer, one call after the other finds out when it does again. */
    private final AtomicInteger silent = new AtomicInteger();

    private volatile Instant resumesAt = Instant.EPOCH;

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
        this.free = new Semaphore(settings.atOnce());
    }

    String tenant() {
        return settings.tenant();
    }

    String store() {
        return settings.name();
    }

    /** Begins with what is due, as far as there is room. Does not wait for it. */
    void look() {
        int room = free.drainPermits();
        List<Work> claimed = List.of();
        try {
            Instant now = clock.instant();
            if (room > 0 && !stopped && !now.isBefore(resumesAt)) {
                int most = silent.get() == 0 ? room : room == settings.atOnce() ? 1 : 0;
                claimed = most == 0
                        ? List.of()
                        : list.claim(settings.tenant(), settings.name(), now, now.plus(lease), most);
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "cannot look for work at {}: {}",
                    settings.name(),
                    e.getClass().getSimpleName());
        } finally {
            free.release(room - claimed.size());
        }
        claimed.forEach(work -> executor.execute(() -> run(work)));
    }

    private void run(Work work) {
        try {
            heed(traced(work));
        } catch (RuntimeException e) {
            // The lease ends, and somebody does it again.
            LOG.error("{} broke off: {}", work, e.getClass().getSimpleName());
        } finally {
            free.release();
        }
        look();
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
            silent.set(0);
            return;
        }
        Instant now = clock.instant();
        synchronized (this) {
            Instant next = pace.soon(silent.get(), now, deferred.notBefore());
            resumesAt = next.isAfter(resumesAt) ? next : resumesAt;
            if (silent.getAndIncrement() == 0) {
                LOG.warn("{} of {} does nothing at present: {}", settings.name(), settings.tenant(), deferred.detail());
            }
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
