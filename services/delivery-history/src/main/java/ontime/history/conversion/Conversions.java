package ontime.history.conversion;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts what became of deliveries. */
public interface Conversions {

    /**
     * Counts the deliveries that were requested within a time.
     *
     * @param youngAfter deliveries whose code expired after this instant are too young to judge
     */
    Answer count(Question question, Instant youngAfter);

    /**
     * What is to be counted.
     *
     * @param from the first instant of it
     * @param to the first instant after it
     * @param by what makes a group; none makes one group of all
     * @param tenants whose deliveries count; null for everybody's
     * @param most how many groups are told, at least 1
     */
    record Question(
            Instant from,
            Instant to,
            List<Distinction> by,
            @Nullable Set<String> tenants,
            int most) {

        public Question {
            by = List.copyOf(by);
            tenants = tenants == null ? null : Set.copyOf(tenants);
        }
    }

    /**
     * The groups, the largest first.
     *
     * @param tooYoung of all groups, also those that are not told
     * @param more whether there are groups that are not told
     */
    record Answer(List<Group> groups, long tooYoung, boolean more) {}

    /**
     * Deliveries that have something in common.
     *
     * @param of what they have in common, null where nothing is known
     */
    record Group(Map<Distinction, @Nullable String> of, Funnel funnel) {}
}
