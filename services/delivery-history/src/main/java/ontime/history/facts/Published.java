package ontime.history.facts;

import java.time.Instant;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * A fact and how its event came.
 *
 * @param publishedAt the record's timestamp; of an event that was published twice, the earlier one
 * @param trace where it stands in the trace of its login; null when it came without one
 */
public record Published(
        Fact fact, Instant publishedAt, @Nullable TraceParent trace) {

    /** One that came without a trace. */
    public Published(Fact fact, Instant publishedAt) {
        this(fact, publishedAt, null);
    }
}
