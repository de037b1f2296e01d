package ontime.history.delays;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Tells of deliveries what their time needs. */
public interface PassageLog {

    /**
     * The deliveries that were asked for from an instant on and before another, the newest first.
     *
     * @param most how many at most
     */
    List<Passage> between(Instant from, Instant to, Set<String> tenants, int most);
}
