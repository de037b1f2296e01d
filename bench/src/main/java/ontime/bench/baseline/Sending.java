package ontime.bench.baseline;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import ontime.events.Channel;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;
import ontime.events.Topic;
import ontime.sealing.Envelope;
import ontime.sealing.Message;
import ontime.sealing.UnreadableSealException;
import ontime.sealing.Unsealer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * What every baseline does with a request, which is what the worker does: opens it, calls SNS through the same SDK and
 * HTTP client with the same settings, writes a receipt. Only the order, the threads and the commits are the baseline's
 * own.
 */
final class Sending {

    /** Longer than any call that a benchmark lets hang. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final MessageAttributeValue TRANSACTIONAL = MessageAttributeValue.builder()
            .dataType("String")
            .stringValue("Transactional")
            .build();

    private final SnsClient sns;
    private final Unsealer unsealer;
    private final Producer<String, Object> receipts;

    Sending(BaselineSettings settings, ServiceKafka kafka) {
        sns = client(settings);
        unsealer = Unsealer.with(settings.privateKey());
        receipts = new KafkaProducer<>(kafka.producer());
    }

    static SnsClient client(BaselineSettings settings) {
        return SnsClient.builder()
                .region(Region.EU_WEST_2)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("bench", "bench")))
                .endpointOverride(settings.sns())
                .httpClientBuilder(Apache5HttpClient.builder()
                        .maxConnections(settings.concurrency())
                        .socketTimeout(TIMEOUT))
                .overrideConfiguration(
                        override -> override.apiCallTimeout(TIMEOUT).retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /** Makes one call; what the provider answers with is the message's identifier. */
    static String call(SnsClient sns, String number, String text) {
        return sns.publish(PublishRequest.builder()
                        .phoneNumber(number)
                        .message(text)
                        .messageAttributes(Map.of("AWS.SNS.SMS.SMSType", TRANSACTIONAL))
                        .build())
                .messageId();
    }

    /** Sends a code and returns when its receipt is safe: only then may its offset be committed. */
    void sendAndTell(OtpRequested request) {
        tellAndWait(sendOnce(request));
    }

    /** The same, with a place that is held during the call only, as the worker does. */
    void sendAndTell(OtpRequested request, Semaphore places) {
        DeliveryReceipt receipt;
        places.acquireUninterruptibly();
        try {
            receipt = sendOnce(request);
        } finally {
            places.release();
        }
        tellAndWait(receipt);
    }

    /**
     * Makes one call.
     *
     * @return the receipt of what was accepted
     * @throws SdkException when it was not
     */
    DeliveryReceipt sendOnce(OtpRequested request) {
        Message message = open(request);
        Instant dispatched = Instant.now();
        String id = call(sns, message.destination(), message.text());
        return receipt(request, DeliveryStatus.ACCEPTED)
                .setAttempt(1)
                .setProvider("sns")
                .setProviderMessageId(id)
                .setConfidence(Confidence.PROVIDER)
                .setDispatchedAt(dispatched)
                .build();
    }

    DeliveryReceipt dropped(OtpRequested request, DeliveryReason reason) {
        return receipt(request, DeliveryStatus.DROPPED)
                .setAttempt(0)
                .setReason(reason)
                .build();
    }

    private static DeliveryReceipt.Builder receipt(OtpRequested request, DeliveryStatus status) {
        Instant now = Instant.now();
        return DeliveryReceipt.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setTenant(request.getTenant())
                .setUserId(request.getUserId())
                .setLoginId(request.getLoginId())
                .setChallengeId(request.getChallengeId())
                .setDelivery(request.getDelivery())
                .setChannel(Channel.SMS)
                .setCountry(request.getCountry())
                .setStatus(status)
                .setOccurredAt(now)
                .setObservedAt(now);
    }

    void tellAndWait(DeliveryReceipt receipt) {
        try {
            tell(receipt).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Future<RecordMetadata> tell(DeliveryReceipt receipt) {
        return receipts.send(new ProducerRecord<>(Topic.RECEIPTS.topicName(), receipt.getChallengeId(), receipt));
    }

    private Message open(OtpRequested request) {
        byte[] sealed = new byte[request.getSealed().remaining()];
        request.getSealed().duplicate().get(sealed);
        try {
            return unsealer.unseal(
                    sealed,
                    new Envelope(
                            request.getChallengeId(),
                            request.getDelivery(),
                            request.getChannel().name()));
        } catch (UnreadableSealException e) {
            throw new IllegalStateException(e);
        }
    }
}
