package ontime.events;

import java.time.Duration;
import java.util.Map;

/** The Kafka topics of OnTime. Whoever reads or writes one declares it to the broker with these settings. */
public enum Topic {
    /** {@link OtpRequested} and {@link OtpWithdrawn}, keyed by tenant:user. */
    REQUESTS("otp.requests", Duration.ofHours(1)),
    /** {@link DeliveryReceipt}, keyed by challenge. */
    RECEIPTS("otp.receipts", Duration.ofDays(7)),
    /** {@link CodeChecked}, keyed by challenge. */
    CHECKS("otp.checks", Duration.ofDays(7));

    /** What is added to a topic's name for the topic of records that nobody could read or handle. */
    public static final String DEAD_LETTER_SUFFIX = ".dlt";

    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

    private final String topicName;
    private final Duration retention;

    Topic(String topicName, Duration retention) {
        this.topicName = topicName;
        this.retention = retention;
    }

    public String topicName() {
        return topicName;
    }

    public String deadLetterName() {
        return topicName + DEAD_LETTER_SUFFIX;
    }

    /** Settings of the topic, in the broker's own names. */
    public Map<String, String> settings() {
        return keeping(retention);
    }

    /** Settings of the topic's dead letters, in the broker's own names. */
    public Map<String, String> deadLetterSettings() {
        return keeping(DEAD_LETTER_RETENTION);
    }

    private static Map<String, String> keeping(Duration retention) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
    }
}
