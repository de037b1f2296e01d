package ontime.issuer.challenge;

/** What came of the wish to send to a destination again. */
public sealed interface Lifted {

    record Now(Suppression suppression) implements Lifted {}

    /** By the same request, which came before. */
    record Before() implements Lifted {}

    /** The key came before with another wish. */
    record OtherUnderSameKey() implements Lifted {}

    /** Nothing of that fingerprint is suppressed. */
    record Unknown() implements Lifted {}
}
