package ontime.delivery;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The deliveries that this worker has taken on, so that a request that was published twice is sent once. A repeat is
 * over when the delivery is, not before: an offset that is committed past an unfinished delivery would lose it.
 *
 * <p>Kept until the code expires; memory is bounded by the rate of requests times that life.
 */
public final class KnownDeliveries {

    private final ConcurrentMap<String, Known> deliveries = new ConcurrentHashMap<>();

    private record Known(CompletableFuture<Void> end, Instant forgetAt) {

        boolean isForgotten(Instant now) {
            return end.isDone() && forgetAt.isBefore(now);
        }
    }

    /**
     * Takes a delivery on.
     *
     * @param ended to be run when the delivery is over, on whatever thread that is found out; at once when it is
     *     already
     * @return whether the delivery is new, and somebody has to carry it
     */
    public boolean isNew(Job job, Runnable ended) {
        var read = new Known(new CompletableFuture<>(), job.request().getExpiresAt());
        Known known = deliveries.putIfAbsent(job.deliveryId(), read);
        var _ = (known == null ? read : known).end().thenRun(ended);
        return known == null;
    }

    /** The delivery, and every repeat of it, is over. */
    public void end(Job job) {
        Known known = deliveries.get(job.deliveryId());
        if (known == null) {
            throw new IllegalArgumentException("nobody has taken on delivery " + job.deliveryId());
        }
        known.end().complete(null);
    }

    /** Forgets what has ended and expired. */
    public void forgetBefore(Instant now) {
        deliveries.values().removeIf(known -> known.isForgotten(now));
    }

    int size() {
        return deliveries.size();
    }
}
