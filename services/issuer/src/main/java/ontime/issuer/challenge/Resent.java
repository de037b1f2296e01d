package ontime.issuer.challenge;

import java.time.Duration;
import ontime.events.Channel;
import ontime.issuer.limit.Reached;

/** What came of the wish to send a code again. */
public sealed interface Resent {

    /** The same code is on its way again: it will be published, whatever happens next. */
    record Sent(Challenge challenge) implements Resent {}

    /**
     * The person has a code already and should give it the time to arrive.
     *
     * @param validFor how long the code can still be entered
     * @param pause until it may be sent again
     */
    record StillValid(Duration validFor, Duration pause) implements Resent {}

    /**
     * A limit of the policy leaves no room for one more message.
     *
     * @param pause until it is worth asking again
     */
    record RateLimited(Reached reached, Duration pause) implements Resent {}

    /** The challenge is over: a new one is needed. */
    record Ended() implements Resent {}

    /** There is no destination on the channel that was asked for. */
    record NoDestination(Channel channel) implements Resent {}

    /** The contact that the code went to is no longer the user's: an old code must not follow them anywhere. */
    record ContactChanged(Channel channel) implements Resent {}

    /** The destination has bounced, complained or opted out, and there is no other that the code could go to. */
    record Suppressed(Channel channel) implements Resent {}

    /** The tenant has no such challenge. */
    record Unknown() implements Resent {}
}
