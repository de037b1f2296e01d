package ontime.history.audit;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is written here stays: there is no way to change or remove an entry. */
public interface AuditLog {

    /**
     * Writes it. When this returns, it is safe; when it throws, nothing may be shown or done.
     *
     * @throws AuditUnavailableException when it cannot be written now
     */
    default void record(AuditEntry entry) {
        record(List.of(entry));
    }

    /**
     * Writes all of them or none.
     *
     * @throws AuditUnavailableException when they cannot be written now
     */
    void record(List<AuditEntry> entries);

    /** The newest entries of these tenants that pass the filter, the newest first. */
    Page find(Filter filter, Set<String> tenants);

    /**
     * What to look for; null means whatever.
     *
     * @param actor the whole name
     * @param subject the whole value, for example the identifier of a login
     * @param from entries of this instant or after it
     * @param to entries before this instant
     * @param before the number of the entry where the last page ended
     * @param limit how many at most
     */
    record Filter(
            @Nullable String actor,
            @Nullable Action action,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before,
            int limit) {

        public static final int MOST = 1_000;

        public Filter {
            if (limit < 1 || limit > MOST) {
                throw new IllegalArgumentException("limit is a number from 1 to " + MOST);
            }
        }

        /** What the audit says of somebody who reads it by this filter. */
        public Subject subjectOfReading() {
            return Subject.audit(this);
        }
    }

    /** An entry that was written, with the number that it got; later ones have higher numbers. */
    record Numbered(long number, AuditEntry entry) {}

    /**
     * Some of the entries that were found.
     *
     * @param next where to go on; null at the end
     */
    record Page(List<Numbered> entries, @Nullable Long next) {}
}
