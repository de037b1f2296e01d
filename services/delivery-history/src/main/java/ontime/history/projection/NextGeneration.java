package ontime.history.projection;

import java.util.List;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;

/** A second set of tables, which is filled while the first one serves. */
public interface NextGeneration {

    /** Makes the tables anew, empty. */
    void begin();

    /**
     * Adds what the tables do not hold yet.
     *
     * @throws FactsRefused when one of them can never be kept
     */
    void add(List<Published> facts);

    /**
     * Takes over, from the tables that serve, some more facts that the topics no longer hold, the oldest first.
     *
     * @return how many it has looked at; 0 at the end
     */
    int carryOver();

    /**
     * Puts these tables in the place of those that have served, in one transaction.
     *
     * @param catchingUp adds the last facts, while nobody else may add any
     */
    void serve(Runnable catchingUp);

    /** Drops the tables. */
    void abandon();
}
