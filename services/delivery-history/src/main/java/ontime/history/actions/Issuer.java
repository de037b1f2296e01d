package ontime.history.actions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The service that makes codes, as far as people at the console may ask it for something. */
public interface Issuer {

    /**
     * Has something done.
     *
     * @param key of this order: however often it comes, it is done once
     */
    Result perform(Agent agent, Order order, Reason reason, String key);

    /** From when on the code of a challenge may be sent again; empty when there is no answer, or no such time. */
    Optional<Instant> resendableFrom(Agent agent, String challengeId);

    /** The destinations of the agent's tenant that nothing is sent to at present; empty when there is no answer. */
    Optional<List<Suppression>> suppressions(Agent agent);

    /** Has a user of the agent's tenant forgotten. */
    Result forget(Agent agent, String userId);
}
