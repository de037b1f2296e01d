package ontime.directory.bulk;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far an import is.
 *
 * @param rows that it has
 * @param done of them
 * @param created users that are new
 * @param changed users of whom a contact or the language changed
 * @param problems of rows that were refused, the first hundred; each begins with its line
 */
public record Progress(
        String id,
        String tenant,
        boolean dryRun,
        State state,
        int rows,
        int done,
        int created,
        int changed,
        int unchanged,
        int refused,
        List<String> problems,
        Instant madeAt,
        Instant touchedAt) {

    private static final int MOST_PROBLEMS = 100;

    /** What an import is at. */
    public enum State {
        /** Another one is under way. */
        WAITING,
        RUNNING,
        DONE,
        /** It ended before its time, for example with the process. What was done stays; sent again, it goes on. */
        FAILED
    }

    public Progress {
        problems = List.copyOf(problems);
    }

    Progress with(Batch batch, Instant now) {
        return new Progress(
                id,
                tenant,
                dryRun,
                state,
                rows,
                done + batch.rows(),
                created + batch.created(),
                changed + batch.changed(),
                unchanged + batch.unchanged(),
                refused + batch.problems().size(),
                Stream.concat(problems.stream(), batch.problems().stream())
                        .limit(MOST_PROBLEMS)
                        .toList(),
                madeAt,
                now);
    }

    Progress at(State end, Instant now) {
        return new Progress(
                id, tenant, dryRun, end, rows, done, created, changed, unchanged, refused, problems, madeAt, now);
    }

    /** What came of some of the rows. */
    record Batch(int rows, int created, int changed, int unchanged, List<String> problems) {}
}
