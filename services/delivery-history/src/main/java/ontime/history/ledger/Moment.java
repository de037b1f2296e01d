package ontime.history.ledger;

/** An instant in the life of a delivery, in the order in which they happen. */
public enum Moment {
    /** The person clicked Log In, as the auth service says it; else the request. */
    CLICKED(Host.AUTH_SERVICE),
    /** The issuer took the request. */
    REQUESTED(Host.ISSUER),
    /** The issuer's event was put on its topic. */
    PUBLISHED(Host.ISSUER),
    /** The worker read it. */
    CONSUMED(Host.WORKER),
    /** The provider call that counts began. */
    DISPATCHED(Host.WORKER),
    /** The provider took the message. */
    ACCEPTED(Host.WORKER),
    /** Somebody behind the provider reported the arrival. */
    DELIVERED(Host.NETWORK),
    /** The right code was typed. */
    ENTERED(Host.ISSUER);

    private final Host clock;

    Moment(Host clock) {
        this.clock = clock;
    }

    /** Whose clock tells it. */
    public Host clock() {
        return clock;
    }
}
