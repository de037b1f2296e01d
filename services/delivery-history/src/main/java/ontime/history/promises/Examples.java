package ontime.history.promises;

import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/** Lets a measurement name the trace of what was measured. */
public interface Examples {

    /**
     * Measures.
     *
     * @param trace of what is measured; null when it has none
     */
    void during(@Nullable TraceParent trace, Runnable measurement);
}
