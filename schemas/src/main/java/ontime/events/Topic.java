package ontime.events;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** The Kafka topics of OnTime. Each service declares all of them to the broker when it starts. */
public enum Topic {
    /** {@link LoginStarted}, keyed by tenant:user. */
    LOGINS("otp.logins", Duration.ofHours(1)),
    /** {@link OtpRequested} and {@link OtpWithdrawn}, keyed by tenant:user. */
    REQUESTS("otp.requests", Duration.ofHours(1)),
    /** {@link DeliveryReceipt}, keyed by challenge, and {@link LoginRefused}, keyed by login. */
    RECEIPTS("otp.receipts", Duration.ofDays(7)),
    /** {@link CodeChecked}, keyed by challenge. */
    CHECKS("otp.checks", Duration.ofDays(7)),
    /** What becomes of users and their contacts: {@link ContactChanged} and its kin, keyed by tenant:user. */
    ACCOUNTS("otp.accounts", Duration.ofDays(30)),
    /**
     * {@link ContactBook}, keyed by tenant:user, and {@link AccountSettings}, keyed by tenant: the newest of each key.
     */
    CONTACTS("otp.contacts");

    /** What is added to a topic's name for the topic of records that nobody could read or handle. */
    public static final String DEAD_LETTER_SUFFIX = ".dlt";

    private static final int SEGMENTS_KEPT = 6;
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);
    private static final Duration LONGEST_REPLACED = Duration.ofDays(1);

    private final String topicName;
    /** Empty for states, each of which lasts until the next one with its key. */
    private final Optional<Duration> retention;

    Topic(String topicName, Duration retention) {
        this.topicName = topicName;
        this.retention = Optional.of(retention);
    }

    Topic(String topicName) {
        this.topicName = topicName;
        this.retention = Optional.empty();
    }

    public String topicName() {
        return topicName;
    }

    public String deadLetterName() {
        return topicName + DEAD_LETTER_SUFFIX;
    }

    /**
     * All topics and their dead letters, as every service declares them when it starts: whichever comes first, the
     * topics are the same. Replication is the broker's default.
     *
     * @param partitions of each topic, at least 1; the number of workers that can share the load
     */
    public static NewTopic[] declarations(int partitions) {
        return Stream.of(values())
                .flatMap(topic -> Stream.of(
                        declaration(
                                topic.topicName,
                                partitions,
                                topic.retention.map(Topic::keepingFor).orElseGet(Topic::keepingTheNewest)),
                        declaration(topic.deadLetterName(), 1, keepingFor(DEAD_LETTER_RETENTION))))
                .toArray(NewTopic[]::new);
    }

    private static NewTopic declaration(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    /** A broker deletes whole segments, once the newest record in them is too old: so they must not span a week. */
    private static Map<String, String> keepingFor(Duration retention) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.toMillis()),
                "segment.ms",
                Long.toString(retention.dividedBy(SEGMENTS_KEPT).toMillis()));
    }

    /** What a newer state has replaced, or a tombstone has erased, is gone within about a day. */
    private static Map<String, String> keepingTheNewest() {
        return Map.of(
                "cleanup.policy",
                "compact",
                "max.compaction.lag.ms",
                Long.toString(LONGEST_REPLACED.toMillis()),
                "segment.ms",
                Long.toString(LONGEST_REPLACED.dividedBy(SEGMENTS_KEPT).toMillis()));
    }
}
