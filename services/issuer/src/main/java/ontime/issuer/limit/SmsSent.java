package ontime.issuer.limit;

import java.time.Instant;

/**
 * A code that goes by SMS, to be judged later by whether somebody enters it.
 *
 * @param judgedAt when its time to be entered is over
 */
public record SmsSent(String challengeId, NumberRange range, Instant judgedAt) {}
