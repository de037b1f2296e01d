package ontime.directory.follower;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A store outside of OnTime that must know each contact, for example a directory of an identity provider. One class for
 * each kind of store. It makes one call and reports what came of it: when to try again, and when to give up, is not its
 * affair.
 */
interface Follower {

    /** Its short name, as tenants list it among their followers. */
    String name();

    /** Brings a version of a contact there. Doing so again changes nothing. */
    Outcome apply(Wanted wanted);

    /** What is there now, to be compared with what should be. */
    Found look(Wanted wanted);

    /** What came of bringing a contact there. */
    sealed interface Outcome {

        record Applied() implements Outcome {}

        /** It will not be applied without somebody's help. */
        record Rejected(String detail) implements Outcome {}

        /**
         * The store could not do it just now.
         *
         * @param notBefore from when on it wants to be asked again; null when it does not say
         */
        record Deferred(String detail, @Nullable Instant notBefore) implements Outcome {}
    }

    /** What a store has in place of what it should have. Never holds a destination. */
    sealed interface Found {

        record Same() implements Found {}

        record Different() implements Found {}

        record Unknown(String detail) implements Found {}
    }
}
