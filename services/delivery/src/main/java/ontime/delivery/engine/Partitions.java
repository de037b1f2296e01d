package ontime.delivery.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The partitions that are this worker's, and how far each is worked off. */
final class Partitions {

    private final Map<Integer, Assignment> assignments = new HashMap<>();

    /**
     * A partition is ours from now on.
     *
     * @param progress how far its last reader came; null when nobody has committed it
     */
    void add(int partition, @Nullable Progress progress) {
        assignments.put(
                partition,
                new Assignment(partition, progress == null ? new OffsetLedger() : new OffsetLedger(progress)));
    }

    Assignment get(int partition) {
        return Objects.requireNonNull(assignments.get(partition), () -> "partition " + partition + " is not ours");
    }

    /** Those of the partitions that are ours. */
    List<Assignment> of(Collection<Integer> given) {
        return given.stream().map(assignments::get).filter(Objects::nonNull).toList();
    }

    /** Nothing more is begun from these; they are still ours to commit. */
    void giveUp(Collection<Integer> given) {
        of(given).forEach(Assignment::giveUp);
    }

    void remove(Collection<Integer> given) {
        given.forEach(assignments::remove);
    }

    List<Position> toCommit() {
        return assignments.values().stream()
                .flatMap(assignment -> toCommit(assignment).stream())
                .toList();
    }

    private static Optional<Position> toCommit(Assignment assignment) {
        return assignment
                .ledger()
                .toCommit()
                .map(progress ->
                        new Position(assignment.partition(), progress.position(), CommitMetadata.write(progress)));
    }

    /** What was to be committed was not, and has to be part of the next commit. */
    void notCommitted(Collection<Position> positions) {
        for (Position position : positions) {
            Assignment assignment = assignments.get(position.partition());
            if (assignment != null) {
                assignment.ledger().notCommitted();
            }
        }
    }
}
