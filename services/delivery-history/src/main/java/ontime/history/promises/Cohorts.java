package ontime.history.promises;

import java.time.Instant;
import java.util.function.Consumer;
import ontime.history.facts.Login;

/** Finds what was requested within a time. */
public interface Cohorts {

    /**
     * Hands over every tenant's logins that have a delivery which was requested within this time, each with all that is
     * known of it.
     *
     * @param from the first instant of it
     * @param to the first instant after it
     * @param now decides whether a code has expired
     */
    void read(Instant from, Instant to, Instant now, Consumer<Login> reader);
}
