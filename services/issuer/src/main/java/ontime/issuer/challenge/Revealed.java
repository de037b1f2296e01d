package ontime.issuer.challenge;

import java.time.Duration;
import ontime.issuer.limit.Reached;
import ontime.issuer.routing.Destination;

/** What came of the wish to see where a code went. */
public sealed interface Revealed {

    record Whole(Destination destination) implements Revealed {}

    /** The same request was answered before: whoever wants to see it again gives a reason again. */
    record SeenBefore() implements Revealed {}

    /**
     * This person has seen many.
     *
     * @param pause until it is worth asking again
     */
    record RateLimited(Reached reached, Duration pause) implements Revealed {}

    /** It is not kept, for example since the user was forgotten. */
    record NotKept() implements Revealed {}

    /** The tenant has no such challenge, or it was never sent over that channel. */
    record Unknown() implements Revealed {}
}
