package ontime.directory.kafka;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Where committed events wait for the broker. */
public interface Outbox {

    /** What came of looking for events to publish. */
    enum Passed {
        /** Everything there was is published. */
        ALL,
        /** There may be more. */
        MORE,
        NOTHING,
        /** Another replica is at it. */
        BUSY,
        /** Not everything could be published. */
        FAILED
    }

    /**
     * Hands the oldest entries to a publisher, in their order, and forgets those that it gives back. Nobody else
     * publishes anything meanwhile: of two states of a user the newer one must be the last on its topic.
     *
     * @param publisher gives the numbers of those that the broker has
     */
    Passed pass(int limit, Function<List<OutboxEntry>, Collection<Long>> publisher);

    long size();
}
