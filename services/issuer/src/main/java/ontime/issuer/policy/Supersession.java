package ontime.issuer.policy;

import java.time.Duration;

/**
 * What a new challenge does to the older ones of its user. In every mode the older ones are withdrawn: what is not sent
 * yet will not be.
 */
public sealed interface Supersession {

    /** The older codes can be entered no more. */
    record InvalidatePrevious() implements Supersession {}

    /**
     * The new challenge carries the code of the one before, with the wrong answers that it has had and no longer than
     * that one lives; so that whichever message is read, its code is right.
     */
    record ReuseUntilTtl() implements Supersession {}

    /**
     * The older codes can be entered for a while longer.
     *
     * @param period counted from the new request; more than 0, at most 5 minutes
     */
    record Grace(Duration period) implements Supersession {

        private static final Duration LONGEST = Duration.ofMinutes(5);

        public Grace {
            Rule.require(
                    period.isPositive() && period.compareTo(LONGEST) <= 0,
                    "codes.supersession.grace",
                    "must be more than 0, at most 5 minutes");
        }
    }
}
