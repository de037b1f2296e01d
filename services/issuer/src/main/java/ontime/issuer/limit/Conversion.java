package ontime.issuer.limit;

import ontime.issuer.policy.LimitPolicy.PumpingGuard;

/**
 * How many of the codes that were sent to a range have been entered. Only codes that can be entered no more are in it:
 * younger ones say nothing yet.
 */
public record Conversion(long sent, long entered) {

    /** A country as a whole is closed on ten times the evidence: it hits ten times as many honest people. */
    private static final int COUNTRY_FACTOR = 10;

    /** Whether so few were entered that the messages must have been sent for the money that they cost. */
    boolean isPumping(NumberRange range, PumpingGuard guard) {
        long minimum = range.isCountry() ? (long) guard.minimum() * COUNTRY_FACTOR : guard.minimum();
        return sent >= minimum && entered < sent * guard.share();
    }
}
