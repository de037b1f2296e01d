package ontime.history.projection;

import java.util.List;
import java.util.function.BooleanSupplier;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;

/** A second set of tables, which is filled while the first one serves. */
public interface NextGeneration {

    /**
     * Begins a set that is empty. Nobody else can until it is closed, or its process has ended.
     *
     * @throws Rebuild.Running when somebody fills one, in this process or in another
     */
    Filling begin();

    /** A set that is being filled. */
    interface Filling extends AutoCloseable {

        /**
         * Adds what the tables do not hold yet.
         *
         * @throws FactsRefused when one of them can never be kept; none of them is kept then
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
         * @param catchingUp adds the last facts, while nobody else may add any, and says whether it was done in time
         * @return false when it cannot be done now; what {@code catchingUp} has added is not kept then
         */
        boolean serve(BooleanSupplier catchingUp);

        /** Drops the tables that do not serve. */
        @Override
        void close();
    }
}
