package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that this worker has taken on, so that a request that was published or read twice is sent and told
 * once. Those that have ended are kept until a minute after the code expires; memory is bounded by the rate of requests
 * times that life.
 */
final class KnownDeliveries {

    /** A repeat that is read when the code has just expired would else be told as dropped, after it was accepted. */
    private static final Duration BEYOND_EXPIRY = Duration.ofMinutes(1);

    private final Map<DeliveryId, Delivery> carried = new HashMap<>();
    private final Map<DeliveryId, Ended> ended = new HashMap<>();
    private final Calendar<DeliveryId> calendar = new Calendar<>();

    /** Where the delivery was read, and how long to know it. */
    private record Ended(int partition, long offset, Instant forgetAt) {}

    void add(Delivery delivery) {
        if (carried.putIfAbsent(delivery.request().id(), delivery) != null) {
            throw new IllegalArgumentException(delivery + " was taken on before");
        }
    }

    /** The delivery, when it is being carried; null when it is not, or has ended. */
    @Nullable
    Delivery carried(DeliveryId id) {
        return carried.get(id);
    }

    boolean hasEnded(DeliveryId id) {
        return ended.containsKey(id);
    }

    /** Whether the delivery that has ended was read there. */
    boolean hasEndedFrom(DeliveryId id, int partition, long offset) {
        Ended end = ended.get(id);
        return end != null && end.partition() == partition && end.offset() == offset;
    }

    /** The delivery is nobody's any more here: another worker reads it. */
    void leave(Delivery delivery) {
        carried.remove(delivery.request().id(), delivery);
    }

    /** The delivery is over, also for every repeat of its request. */
    void end(Delivery delivery, Instant now) {
        carried.remove(delivery.request().id(), delivery);
        Origin first = delivery.origins().getFirst();
        end(delivery.request(), first.assignment().partition(), first.offset(), now);
    }

    /** The delivery was brought to its end by an earlier reader. */
    void end(Request request, int partition, long offset, Instant now) {
        Instant forgetAt = request.expiresAt().plus(BEYOND_EXPIRY);
        // Not what had expired long before: a topic full of such must not fill the memory.
        if (forgetAt.isAfter(now)) {
            ended.put(request.id(), new Ended(partition, offset, forgetAt));
            calendar.add(request.id(), forgetAt);
        }
    }

    /** Forgets what has ended, and expired a while ago. */
    void forgetBefore(Instant now) {
        calendar.takeBefore(now, id -> {
            Ended end = ended.get(id);
            if (end != null && end.forgetAt().isBefore(now)) {
                ended.remove(id);
            }
        });
    }

    /** Those that are being carried. */
    Stream<Delivery> carried() {
        return carried.values().stream();
    }
}
