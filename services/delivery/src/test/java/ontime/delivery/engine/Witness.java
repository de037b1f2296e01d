package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import ontime.events.DeliveryStatus;

/** What this life of the worker has read and begun, and what must hold of it. */
final class Witness {
    private final Map<String, Long> newestRead = new HashMap<>();
    private final Set<String> withdrawnRead = new HashSet<>();
    private final Map<String, Request> lastBegun = new HashMap<>();
    private final Map<Integer, BitSet> finishedBefore = new HashMap<>();
    private final Map<DeliveryId, Instant> ended = new HashMap<>();

    void assigned(int partition, BitSet finished) {
        finishedBefore.put(partition, finished);
    }

    void read(Event event) {
        switch (event) {
            case Event.Requested(Request request) -> newestRead.merge(request.user(), request.sequence(), Math::max);
            case Event.RequestedElsewhere(String user, long sequence, Instant expiresAt) ->
                newestRead.merge(user, sequence, Math::max);
            case Event.Withdrawn withdrawn -> withdrawnRead.add(withdrawn.challengeId());
            case Event.Unreadable unreadable -> {}
        }
    }

    void begun(Call call, Instant now, Duration usual) {
        Request request = call.delivery().request();
        String story = request.id() + " at " + now;
        Invariant.holds(!now.isAfter(request.expiresAt().minus(usual)), "sent too late: " + story);
        Invariant.holds(
                request.sequence() >= newestRead.getOrDefault(request.user(), 0L), "sent though superseded: " + story);
        Invariant.holds(!withdrawnRead.contains(request.id().challengeId()), "sent though withdrawn: " + story);
        Request last = lastBegun.put(request.user(), request);
        Invariant.holds(last == null || !isOlder(request, last), "an older code after a newer one: " + story);
        Invariant.holds(!ended.containsKey(request.id()), "sent after its end was told: " + story);
        for (Origin origin : call.delivery().origins()) {
            BitSet finished = finishedBefore.getOrDefault(origin.assignment().partition(), new BitSet());
            Invariant.holds(!finished.get(Math.toIntExact(origin.offset())), "sent though it was finished: " + story);
        }
    }

    private static boolean isOlder(Request request, Request last) {
        return request.sequence() < last.sequence()
                || (request.sequence() == last.sequence()
                        && request.id().number() < last.id().number());
    }

    void told(Report report, Instant now) {
        Request request = report.delivery().request();
        if (report.status() == DeliveryStatus.DEFERRED) {
            return;
        }
        Instant before = ended.put(request.id(), report.at());
        // The same receipt may be published twice.
        Invariant.holds(before == null || before.equals(report.at()), "two ends for " + request.id() + " at " + now);
    }
}
