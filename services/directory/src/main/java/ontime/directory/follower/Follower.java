package ontime.directory.follower;

import java.time.Instant;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/**
 * A store outside of OnTime that must know each contact, for example the directory of an identity provider. One class
 * for each kind of store, one instance for each that a tenant has. It makes its calls and reports what came of them:
 * when to try again, and when to give up, is not its affair. What it reports never holds a destination.
 */
public interface Follower {

    /** Brings a version of a contact there, or takes the contact away. Doing so again changes nothing. */
    Outcome apply(Wanted wanted);

    /** Compares what is there now with what should be. Changes nothing. */
    Found look(Wanted wanted);

    /** Takes away what was brought there of a user's kind. A user who is not known there is none to be erased. */
    Outcome erase(String userId, ContactKind kind);

    /** What came of bringing a contact there. */
    sealed interface Outcome permits Applied, Refused {}

    /** What a store has, beside what it should have. */
    sealed interface Found permits Same, Different, Refused {}

    /** It did not do what it was asked for. */
    sealed interface Refused extends Outcome, Found permits Rejected, Deferred {}

    record Applied() implements Outcome {}

    record Same() implements Found {}

    record Different() implements Found {}

    /**
     * It will not be done without somebody's help.
     *
     * @param detail why, in words
     */
    record Rejected(String detail) implements Refused {}

    /**
     * The store could not do it just now.
     *
     * @param detail why, in words
     * @param notBefore from when on it wants to be asked again; null when it does not say
     * @param ofStore whether it would do so for everybody; else it is this user's affair
     */
    record Deferred(String detail, @Nullable Instant notBefore, boolean ofStore) implements Refused {}
}
