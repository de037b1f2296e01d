package ontime.history.facts;

import java.util.List;

/** Where facts are kept. */
public interface FactLog {

    /**
     * Adds what is not known yet, all or nothing. Adding is idempotent and commutes: any order and any repetition of
     * the same facts leaves the same rows.
     *
     * @throws FactsRefused when one of them can never be kept; whatever else is thrown may pass if it is tried again
     */
    void add(List<Published> facts);
}
