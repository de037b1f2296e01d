package ontime.issuer.limit;

import java.time.Duration;
import ontime.issuer.policy.LimitPolicy.Limit;

/**
 * What something counts against. Counted is by slots of time, so that a counter is a few numbers however much it
 * counts: never more than the most in any stretch of time of the window's length, at times a little less.
 *
 * @param subject what is counted; empty for the tenant as a whole
 * @param amount that is asked for; millionths of a US dollar for the spend
 * @param most that fits
 * @param slot length of a slot, in whole milliseconds
 * @param kept how many slots count, the present one among them
 */
public record Quota(LimitName limit, String subject, long amount, long most, Duration slot, int kept) {

    /** An event waits for its slot to pass as a whole: up to a tenth of the window longer than it had to. */
    private static final int SLOTS_IN_A_WINDOW = 10;

    /** One that lets so much pass within any stretch of time of the window's length. */
    static Quota within(LimitName name, String subject, Limit limit) {
        long window = limit.window().toMillis();
        var slot = Duration.ofMillis(Math.ceilDiv(window, SLOTS_IN_A_WINDOW));
        // One more than the window has: it begins somewhere within the oldest.
        return new Quota(name, subject, 1, limit.count(), slot, SLOTS_IN_A_WINDOW + 1);
    }

    /** One that lets so much pass in a day (UTC). */
    static Quota inADay(LimitName name, long amount, long most) {
        return new Quota(name, "", amount, most, Duration.ofDays(1), 1);
    }
}
