package ontime.delivery.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.events.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/** Partitions of requests, what a group has committed of them, receipts and dead letters; and times when it is away. */
final class SimulatedBroker {

    private final List<List<Event>> partitions = new ArrayList<>();
    private final Map<Integer, Position> committed = new HashMap<>();
    private final Set<DeliveryId> ended = new HashSet<>();
    private final Set<Object> buried = new HashSet<>();
    private final Set<DeliveryId> sent = new HashSet<>();
    private final Map<String, Object> codes = new HashMap<>();
    private int repeats;
    private boolean away;

    SimulatedBroker(int count) {
        for (int partition = 0; partition < count; partition++) {
            partitions.add(new ArrayList<>());
        }
    }

    int partitions() {
        return partitions.size();
    }

    boolean isAway() {
        return away;
    }

    void goAway(boolean whether) {
        away = whether;
    }

    List<Event> log(int partition) {
        return partitions.get(partition);
    }

    @Nullable
    Position committed(int partition) {
        return committed.get(partition);
    }

    /** Nothing is committed, and nothing is remembered as finished, whose end is not on Kafka. */
    void commit(Position position) {
        Position before = committed.put(position.partition(), position);
        Invariant.holds(before == null || before.offset() <= position.offset(), "a position went back");
        Invariant.holds(position.metadata().length() <= 4096, "metadata is longer than the broker takes");
        var log = partitions.get(position.partition());
        BitSet finished = finished(position.partition());
        for (int offset = finished.nextSetBit(0); offset >= 0; offset = finished.nextSetBit(offset + 1)) {
            Invariant.holds(
                    offset < log.size() && isOver(log.get(offset)),
                    "committed past an unfinished record: " + position.partition() + "-" + offset);
        }
    }

    /** The records of which whoever reads the partition next is told that they are finished. */
    BitSet finished(int partition) {
        var finished = new BitSet();
        Position position = committed.get(partition);
        if (position != null) {
            int low = Math.toIntExact(position.offset());
            finished.set(0, low);
            CommitMetadata.read(position.offset(), position.metadata()).orElseThrow().finished().stream()
                    .forEach(bit -> finished.set(low + bit));
        }
        return finished;
    }

    /** The records of which whoever reads the partition next is told that their codes may have been sent. */
    BitSet begun(int partition) {
        var begun = new BitSet();
        Position position = committed.get(partition);
        if (position != null) {
            int low = Math.toIntExact(position.offset());
            CommitMetadata.read(position.offset(), position.metadata()).orElseThrow().begun().stream()
                    .forEach(bit -> begun.set(low + bit));
        }
        return begun;
    }

    /** The issuer makes a code. */
    void issue(String challengeId, Object code) {
        codes.put(challengeId, code);
    }

    /** Notes that a provider takes a code, and whether it had taken it before. */
    boolean send(Request request) {
        Invariant.holds(
                request.content().equals(codes.get(request.id().challengeId())),
                "not the code of its challenge: " + request.id());
        boolean again = !sent.add(request.id());
        repeats += again ? 1 : 0;
        return again;
    }

    int repeats() {
        return repeats;
    }

    private boolean isOver(Event event) {
        return switch (event) {
            case Event.Requested(Request request) -> ended.contains(request.id());
            case Event.Unreadable unreadable -> buried.contains(unreadable.content());
            case Event.RequestedElsewhere elsewhere -> true;
            case Event.Withdrawn withdrawn -> true;
        };
    }

    void take(Report report) {
        if (report.status() != DeliveryStatus.DEFERRED) {
            ended.add(report.delivery().request().id());
        }
    }

    void take(Letter letter) {
        buried.add(letter.content());
    }

    /** Whether every record has come to its end and is committed. */
    boolean isWorkedOff() {
        for (int partition = 0; partition < partitions.size(); partition++) {
            List<Event> log = partitions.get(partition);
            Position position = committed.get(partition);
            if (!log.isEmpty() && (position == null || position.offset() < log.size())) {
                return false;
            }
        }
        return partitions.stream().flatMap(List::stream).allMatch(this::isOver);
    }

    /** What is missing, for whoever looks at a seed that failed. */
    String state() {
        var text = new StringBuilder();
        for (int partition = 0; partition < partitions.size(); partition++) {
            text.append(partition)
                    .append(": ")
                    .append(committed.get(partition))
                    .append(" of ")
                    .append(partitions.get(partition).size())
                    .append("; ");
        }
        return text.toString();
    }
}
