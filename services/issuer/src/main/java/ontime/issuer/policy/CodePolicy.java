package ontime.issuer.policy;

import java.time.Duration;

/**
 * How codes are made and how long they hold.
 *
 * @param timeToLive of a code; 30 seconds to 10 minutes (NIST SP 800-63B-4 section 3.1.3)
 * @param length digits of a code, 6 to 10
 * @param attempts wrong codes that a challenge takes before it locks, 1 to 10
 * @param cooldown until the same code may be sent again; shorter than the code's life
 * @param supersession what a new challenge does to the older ones of its user
 */
public record CodePolicy(Duration timeToLive, int length, int attempts, Duration cooldown, Supersession supersession) {

    /** In less nobody finds a message and types a code. */
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(30);

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    public CodePolicy {
        Rule.require(
                timeToLive.compareTo(SHORTEST_LIFE) >= 0 && timeToLive.compareTo(LONGEST_LIFE) <= 0,
                "codes.timeToLive",
                "must be 30 seconds to 10 minutes");
        Rule.require(length >= 6 && length <= 10, "codes.length", "must be 6 to 10 digits");
        Rule.require(attempts >= 1 && attempts <= 10, "codes.attempts", "must be 1 to 10");
        Rule.require(
                !cooldown.isNegative() && cooldown.compareTo(timeToLive) < 0,
                "codes.cooldown",
                "must be shorter than codes.timeToLive, or nobody could ever resend");
        Rule.require(
                !(supersession instanceof Supersession.Grace grace)
                        || grace.period().compareTo(timeToLive) < 0,
                "codes.supersession.grace",
                "must be shorter than codes.timeToLive");
    }

    static CodePolicy defaults() {
        return new CodePolicy(
                Duration.ofMinutes(5), 6, 5, Duration.ofSeconds(30), new Supersession.InvalidatePrevious());
    }

    public CodePolicy with(Supersession other) {
        return new CodePolicy(timeToLive, length, attempts, cooldown, other);
    }
}
