package ontime.gateway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.DeadLetter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.messagemanager.sns.SnsMessageManager;
import software.amazon.awssdk.messagemanager.sns.model.SnsMessage;
import software.amazon.awssdk.messagemanager.sns.model.SnsNotification;
import software.amazon.awssdk.messagemanager.sns.model.SnsSubscriptionConfirmation;
import software.amazon.awssdk.messagemanager.sns.model.SnsUnsubscribeConfirmation;
import software.amazon.awssdk.regions.Region;

/**
 * Opens messages of Amazon SNS. Source: Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages"
 * and "Parsing Amazon SNS message formats".
 *
 * <p>The AWS SDK checks the signature (versions 1 and 2), the host of the certificate and the certificate's own name
 * and validity. It knows neither which topics are ours nor what time it is, which is checked here; a message that is
 * played back within the window is known by its identifier, see {@link Call}.
 */
public final class SnsEnvelopes implements AutoCloseable {

    private static final String SOURCE = "sns";

    /** How far the clock of SNS may be ahead of ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Map<String, Topic> topics;
    private final Map<String, SnsMessageManager> managers;
    private final Duration window;

    /**
     * Opens messages of these topics.
     *
     * @param window for how long after its making a message is taken
     */
    public SnsEnvelopes(Collection<Topic> topics, Certificates certificates, Duration window) {
        this.topics = topics.stream().collect(Collectors.toUnmodifiableMap(Topic::arn, Function.identity()));
        this.managers = topics.stream()
                .map(Topic::region)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        region -> SnsMessageManager.builder()
                                .region(Region.of(region))
                                .httpClient(new CertificateClient(certificates))
                                .build()));
        this.window = window;
    }

    /**
     * Opens a message.
     *
     * @throws RefusedException when it is not signed by SNS, not for us, or not of now
     * @throws CertificateAwayException when that cannot be told just now
     */
    public Envelope open(String body, Instant now) throws RefusedException {
        var topic = claimedTopic(body);
        var message = verified(body, topic);
        // Only what was signed counts from here on.
        if (!topic.arn().equals(message.topicArn())) {
            throw new RefusedException("topic");
        }
        if (message.timestamp().isBefore(now.minus(window))
                || message.timestamp().isAfter(now.plus(SKEW))) {
            throw new RefusedException("time");
        }
        return switch (message) {
            case SnsNotification notification -> new Envelope.Notification(call(notification));
            case SnsSubscriptionConfirmation confirmation -> new Envelope.Subscription(topic, confirmation.token());
            case SnsUnsubscribeConfirmation _ -> new Envelope.Unsubscription(topic);
            default -> throw new RefusedException("type");
        };
    }

    /** Before anything is fetched or computed for a stranger. */
    private Topic claimedTopic(String body) throws RefusedException {
        @Nullable String arn;
        try {
            arn = Json.text(Json.object(body), "/TopicArn");
        } catch (UnreadableException e) {
            throw new RefusedException("form");
        }
        var topic = arn == null ? null : topics.get(arn);
        if (topic == null) {
            throw new RefusedException("topic");
        }
        return topic;
    }

    private SnsMessage verified(String body, Topic topic) throws RefusedException {
        try {
            return Objects.requireNonNull(managers.get(topic.region())).parseMessage(body);
        } catch (CertificateAwayException e) {
            throw e;
        } catch (SdkException e) {
            for (@Nullable Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof CertificateAwayException away) {
                    throw away;
                }
            }
            throw new RefusedException("signature");
        } catch (RuntimeException e) {
            // The SDK's own parser does not expect everything that somebody may write.
            throw new RefusedException("form");
        }
    }

    private static Call call(SnsNotification notification) {
        try {
            var reports =
                    Events.read(Json.object(notification.message())).stream().toList();
            return new Call(SOURCE, notification.messageId(), reports, List.of());
        } catch (UnreadableException e) {
            var letter = DeadLetter.of(notification.message().getBytes(UTF_8), Objects.requireNonNull(e.getMessage()));
            return new Call(SOURCE, notification.messageId(), List.of(), List.of(letter));
        }
    }

    @Override
    public void close() {
        managers.values().forEach(SnsMessageManager::close);
    }
}
