package ontime.sandbox.behaviour;

/**
 * How a simulated provider behaves. Zero and false mean: no such fault.
 *
 * @param latencyMs how long the provider takes to answer a call, in milliseconds
 * @param deliveryDelayMs how long an accepted message travels until it reaches the phone or mailbox, in milliseconds
 * @param lossRate the share of accepted messages that never arrive, 0 to 1
 * @param errorRate the share of calls that fail on the provider's side, 0 to 1
 * @param throttlePerSecond the calls a second above which the provider asks to slow down; 0 for no limit
 * @param receiptDelayMs how long after an arrival or a failure it is reported, in milliseconds
 * @param outage whether the provider refuses all calls
 * @param failureRate the share of accepted messages that the network or mail server beyond the provider turns away
 * @param receiptSpreadMs by up to how many milliseconds more a report is late, at random: what makes reports overtake
 *     each other
 * @param receiptLossRate the share of reports that never come, 0 to 1
 * @param receiptRepeatRate the share of reports that come twice, 0 to 1
 * @param deliveryDelayP99Ms what 99 of 100 messages do not exceed on their way, in milliseconds, where
 *     {@code deliveryDelayMs} is what half of them do not exceed; 0 when all take the same
 * @param receiptLateRate the share of reports that are late by {@code receiptLateMs} milliseconds more
 * @param complaintRate the share of mails that arrive and are reported as spam by the person who gets them
 * @param notifications whether reports come as signed notifications of a topic of SNS: mails as Amazon SES tells of
 *     them, text messages as AWS End User Messaging does. If not, mails and complaints come back to a mailbox and text
 *     messages are reported by Firehose
 */
public record Behaviour(
        long latencyMs,
        long deliveryDelayMs,
        double lossRate,
        double errorRate,
        int throttlePerSecond,
        long receiptDelayMs,
        boolean outage,
        double failureRate,
        long receiptSpreadMs,
        double receiptLossRate,
        double receiptRepeatRate,
        long deliveryDelayP99Ms,
        double receiptLateRate,
        long receiptLateMs,
        double complaintRate,
        boolean notifications) {

    /** A provider without faults that takes this long to answer. */
    public static Behaviour flawless(long latencyMs) {
        return new Behaviour(latencyMs, 0, 0, 0, 0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, false);
    }
}
