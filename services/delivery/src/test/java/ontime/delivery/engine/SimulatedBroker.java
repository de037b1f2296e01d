package ontime.delivery.engine;

import java.util.ArrayList;
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

    @Nullable Position committed(int partition) {
        return committed.get(partition);
    }

    /** Nothing is committed, and nothing is remembered as finished, whose end is not on Kafka. */
    void commit(Position position) {
        Position before = committed.put(position.partition(), position);
        Invariant.holds(before == null || before.offset() <= position.offset(), "a position went back");
        Invariant.holds(position.metadata().length() <= 4096, "metadata is longer than the broker takes");
        var log = partitions.get(position.partition());
        for (int offset = 0; offset < log.size(); offset++) {
            Invariant.holds(
                    !isFinished(position, offset) || isOver(log.get(offset)),
                    "committed past an unfinished record: " + position.partition() + "-" + offset);
        }
    }

    /** Whether whoever reads the partition next is told that the record is finished. */
    boolean isFinished(int partition, long offset) {
        Position position = committed.get(partition);
        return position != null && isFinished(position, offset);
    }

    private static boolean isFinished(Position position, long offset) {
        if (offset < position.offset()) {
            return true;
        }
        Progress progress =
                CommitMetadata.read(position.offset(), position.metadata()).orElseThrow();
        return progress.finished().get(Math.toIntExact(offset - position.offset()));
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
