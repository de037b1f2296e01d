package ontime.issuer.challenge;

import ontime.issuer.routing.Route;

/** What came of a request for a code. */
public sealed interface Issued {

    /** A code is on its way: it will be published, whatever happens next. */
    record Made(Challenge challenge) implements Issued {}

    /** The login was begun for another user: whoever names it must not be taken for that person. */
    record LoginOfAnother() implements Issued {}

    /** There is nothing to send a code to. */
    record NoRoute(Route.None route) implements Issued {}

    /** What was named as a destination is none. */
    record InvalidDestination(Route.Invalid route) implements Issued {}
}
