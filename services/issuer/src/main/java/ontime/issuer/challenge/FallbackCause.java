package ontime.issuer.challenge;

/** Why the same code goes over the other channel. */
enum FallbackCause {
    /** It was reported that it will not arrive. */
    FAILED,
    /** The provider was not heard to take it in time. */
    NOT_ACCEPTED,
    /** The provider took it, and its arrival was not reported in time. */
    NOT_DELIVERED
}
