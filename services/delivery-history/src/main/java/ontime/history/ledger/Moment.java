package ontime.history.ledger;

/** An instant in the life of a delivery, in the order in which they happen. */
public enum Moment {
    /** The person clicked Log In, as the auth service says it; else the request. */
    CLICKED,
    /** The issuer took the request. */
    REQUESTED,
    /** The broker had the issuer's event. */
    PUBLISHED,
    /** The worker read it. */
    CONSUMED,
    /** The provider call that counts began. */
    DISPATCHED,
    /** The provider took the message. */
    ACCEPTED,
    /** Somebody behind the provider reported the arrival. */
    DELIVERED,
    /** The right code was typed. */
    ENTERED
}
