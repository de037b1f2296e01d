package ontime.issuer.notice;

import ontime.events.RoutingReason;
import ontime.issuer.limit.Reached;

/** What came of the wish to tell somebody something. */
public sealed interface Noticed {

    /** It is on its way, or was when the same was wished before: it will be published, whatever happens next. */
    record Sent(String noticeId) implements Noticed {}

    /** The key of an earlier wish came with something else. */
    record OtherUnderSameKey() implements Noticed {}

    /** It cannot go there. */
    record NoRoute(RoutingReason reason) implements Noticed {}

    /** What was named as a destination is none. */
    record Invalid(String field, String why) implements Noticed {}

    /** A limit of the policy leaves no room for one more message. */
    record Limited(Reached reached) implements Noticed {}
}
