package ontime.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import ontime.bench.baseline.ServiceKafka;
import ontime.events.Channel;
import ontime.events.Confidence;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.EventHeaders;
import ontime.events.HeardBy;
import ontime.events.Topic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tells that a provider has taken messages, as a worker does: without that, nothing that is reported of them is ours.
 */
final class Handovers implements AutoCloseable {

    private static final URI SOURCE = URI.create("/ontime/sms-worker");

    private final Producer<String, Object> producer;

    Handovers(ServiceKafka kafka) {
        this.producer = new KafkaProducer<>(kafka.producer());
    }

    /** Identifiers of that many messages. */
    static List<String> messages(String name, int count) {
        return IntStream.range(0, count).mapToObj(number -> name + "-" + number).toList();
    }

    /** The login, and the challenge, that a message is of. */
    static String loginOf(String messageId) {
        return "l-" + messageId;
    }

    /** Returns when the broker has them all. */
    void publish(List<String> messageIds, Instant accepted) throws InterruptedException, ExecutionException {
        var sent = new ArrayList<Future<?>>();
        for (var messageId : messageIds) {
            sent.add(producer.send(record(messageId, accepted)));
        }
        for (var one : sent) {
            one.get();
        }
    }

    private static ProducerRecord<String, Object> record(String messageId, Instant accepted) {
        var receipt = DeliveryReceipt.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setTenant("demo")
                .setUserId("u-" + messageId)
                .setLoginId(loginOf(messageId))
                .setChallengeId("c-" + messageId)
                .setDelivery(1)
                .setChannel(Channel.SMS)
                .setCountry("GB")
                .setAttempt(1)
                .setStatus(DeliveryStatus.ACCEPTED)
                .setProvider("sns")
                .setProviderMessageId(messageId)
                .setConfidence(Confidence.PROVIDER)
                .setDispatchedAt(accepted.minusMillis(60))
                .setOccurredAt(accepted)
                .setObservedAt(accepted)
                .setHeardBy(HeardBy.WORKER)
                .build();
        var record = new ProducerRecord<String, Object>(Topic.RECEIPTS.topicName(), receipt.getChallengeId(), receipt);
        EventHeaders.describing(receipt, receipt.getEventId(), SOURCE, accepted)
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}
