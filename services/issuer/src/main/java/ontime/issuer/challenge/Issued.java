package ontime.issuer.challenge;

import ontime.events.LoginRefused;
import ontime.issuer.limit.Reached;
import ontime.issuer.routing.Route;

/** What came of a request for a code. */
public sealed interface Issued {

    /** A code is on its way: it will be published, whatever happens next. */
    record Made(Challenge challenge) implements Issued {}

    /** The same was asked for before and had an effect then: the answer is the same, too. */
    record Repeated(String answer) implements Issued {}

    /** The key of an earlier request came with something else to do. */
    record OtherUnderSameKey() implements Issued {}

    /** No code is made; the event that says so will be published, whatever happens next. */
    sealed interface Refused extends Issued {

        /** The login that gets no code. */
        LoginRefused event();
    }

    /** The login was begun for another user: whoever names it must not be taken for that person. */
    record LoginOfAnother(LoginRefused event) implements Refused {}

    /** Too many wrong codes in a row were entered for the user. */
    record UserLocked(LoginRefused event) implements Refused {}

    /** A limit of the policy leaves no room for one more. */
    record RateLimited(Reached reached, LoginRefused event) implements Refused {}

    /** There is nothing to send a code to. */
    record NoRoute(Route.None route, LoginRefused event) implements Refused {}

    /** What was named as a destination is none. */
    record InvalidDestination(Route.Invalid route, LoginRefused event) implements Refused {}

    /** The policy takes no destination that a request names. */
    record DestinationNotAllowed(LoginRefused event) implements Refused {}

    /**
     * The user has no method: one has to be set up first.
     *
     * @param takenAway whether an administrator took the user's methods away; else the tenant requires two-step login
     */
    record EnrolmentRequired(boolean takenAway, LoginRefused event) implements Refused {}
}
