package ontime.issuer.challenge;

import java.time.Duration;
import ontime.events.Channel;
import ontime.issuer.limit.Reached;

/** What came of the wish to send a code again. */
public sealed interface Resent {

    /** The same code is on its way again: it will be published, whatever happens next. */
    record Sent(Challenge challenge) implements Resent {}

    /** It was not sent, and nothing has changed. */
    sealed interface NotSent extends Resent {}

    /**
     * The person has a code already and should give it the time to arrive.
     *
     * @param validFor how long the code can still be entered
     * @param pause until it may be sent again
     */
    record StillValid(Duration validFor, Duration pause) implements NotSent {}

    /**
     * A limit of the policy leaves no room for one more message.
     *
     * @param pause until it is worth asking again
     */
    record RateLimited(Reached reached, Duration pause) implements NotSent {}

    /** The challenge is over: a new one is needed. */
    record Ended() implements NotSent {}

    /** There is no destination on the channel that was asked for. */
    record NoDestination(Channel channel) implements NotSent {}

    /** The contact that the code went to is no longer the user's: an old code must not follow them anywhere. */
    record ContactChanged(Channel channel) implements NotSent {}

    /** The destination has bounced, complained or opted out, and there is no other that the code could go to. */
    record Suppressed(Channel channel) implements NotSent {}

    /**
     * It was asked for before, and sent then.
     *
     * @param answer that was given then
     */
    record Repeated(String answer) implements Resent {}

    /** Something else was asked for before under the same key. */
    record OtherUnderSameKey() implements Resent {}

    /** The tenant has no such challenge. */
    record Unknown() implements NotSent {}
}
