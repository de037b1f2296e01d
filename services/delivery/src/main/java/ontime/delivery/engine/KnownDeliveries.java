package ontime.delivery.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that this worker has taken on, so that a request that was published or read twice is sent once. Those
 * that have ended are kept until the code expires; memory is bounded by the rate of requests times that life.
 */
final class KnownDeliveries {

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
        if (request.expiresAt().isAfter(now)) {
            ended.put(request.id(), new Ended(partition, offset, request.expiresAt()));
            calendar.add(request.id(), request.expiresAt());
        }
    }

    /** Forgets what has ended and expired. */
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
