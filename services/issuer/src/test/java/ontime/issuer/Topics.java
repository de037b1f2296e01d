package ontime.issuer;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ontime.events.Channel;
import ontime.events.OtpRequested;
import ontime.events.Topic;
import ontime.sealing.Envelope;
import ontime.sealing.Message;
import ontime.sealing.UnreadableSealException;
import ontime.sealing.Unsealer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;

/** What is on the topics of the issuer, read with the deserialiser that the configuration names. */
final class Topics {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private static @Nullable Topics shared;

    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final List<ConsumerRecord<String, SpecificRecord>> seen = new ArrayList<>();

    private Topics(KafkaConsumer<String, SpecificRecord> consumer) {
        this.consumer = consumer;
    }

    static synchronized Topics shared() {
        if (shared == null) {
            var kafka = RunningIssuer.shared().bean(KafkaProperties.class);
            var topics = new Topics(new KafkaConsumer<>(
                    kafka.buildConsumerProperties(),
                    new StringDeserializer(),
                    new ErrorHandlingDeserializer<>(events(kafka))));
            topics.readFromTheBeginning();
            shared = topics;
        }
        return shared;
    }

    /** As it is configured; what it cannot read, because a test wrote garbage, is null. */
    @SuppressWarnings("unchecked")
    private static Deserializer<SpecificRecord> events(KafkaProperties kafka) {
        var events = (Deserializer<SpecificRecord>)
                Utils.newInstance(kafka.getConsumer().getValueDeserializer());
        events.configure(kafka.buildConsumerProperties(), false);
        return events;
    }

    private void readFromTheBeginning() {
        List<String> names = List.of(
                Topic.REQUESTS.topicName(),
                Topic.CHECKS.topicName(),
                Topic.RECEIPTS.topicName(),
                Topic.ACCOUNTS.topicName());
        await("the topics are declared")
                .atMost(Duration.ofSeconds(30))
                .until(() -> consumer.listTopics().keySet().containsAll(names));
        var partitions = names.stream()
                .flatMap(name -> consumer.partitionsFor(name).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records of a key so far, in the order of their partition. */
    synchronized List<ConsumerRecord<String, SpecificRecord>> records(Topic topic, String key) {
        consumer.poll(Duration.ofMillis(50)).forEach(seen::add);
        return seen.stream()
                .filter(one ->
                        one.topic().equals(topic.topicName()) && one.key().equals(key))
                .toList();
    }

    /** Waits for so many records of a key. */
    List<ConsumerRecord<String, SpecificRecord>> awaitRecords(Topic topic, String key, int count) {
        return await("%d records of %s on %s".formatted(count, key, topic))
                .atMost(Duration.ofSeconds(30))
                .until(() -> records(topic, key), found -> found.size() >= count);
    }

    /** Waits for the request for a delivery. */
    OtpRequested awaitRequest(String challengeId, int delivery) {
        return await("delivery %d of %s".formatted(delivery, challengeId))
                .atMost(Duration.ofSeconds(30))
                .until(() -> requests(challengeId, delivery), found -> !found.isEmpty())
                .getFirst();
    }

    /** A delivery that was asked for. */
    record DeliveryOf(String challengeId, int delivery) {}

    /** Waits until each of these deliveries has been asked for. */
    void awaitDeliveries(Set<DeliveryOf> expected) {
        await("deliveries").atMost(Duration.ofSeconds(30)).until(this::deliveries, seen -> seen.containsAll(expected));
    }

    private synchronized Set<DeliveryOf> deliveries() {
        consumer.poll(Duration.ofMillis(50)).forEach(seen::add);
        return seen.stream()
                .map(ConsumerRecord::value)
                .filter(OtpRequested.class::isInstance)
                .map(OtpRequested.class::cast)
                .map(request -> new DeliveryOf(request.getChallengeId(), request.getDelivery()))
                .collect(Collectors.toSet());
    }

    /** Every record that asks for a delivery; more than one means that it was published more than once. */
    synchronized List<OtpRequested> requests(String challengeId, int delivery) {
        consumer.poll(Duration.ofMillis(50)).forEach(seen::add);
        return seen.stream()
                .map(ConsumerRecord::value)
                .filter(OtpRequested.class::isInstance)
                .map(OtpRequested.class::cast)
                .filter(request -> request.getChallengeId().equals(challengeId) && request.getDelivery() == delivery)
                .toList();
    }

    /** Opens a request as the worker of its channel does. */
    static Message unseal(OtpRequested request) {
        Path key = Keys.FOLDER.resolve(request.getChannel() == Channel.SMS ? "sms.private.json" : "email.private.json");
        var envelope = new Envelope(
                request.getChallengeId(),
                request.getDelivery(),
                request.getChannel().name());
        byte[] sealed =
                Arrays.copyOf(request.getSealed().array(), request.getSealed().remaining());
        try {
            return Unsealer.with(key).unseal(sealed, envelope);
        } catch (UnreadableSealException e) {
            throw new AssertionError(e);
        }
    }

    /** The code that the person reads. */
    String awaitCode(String challengeId) {
        Matcher code = CODE.matcher(unseal(awaitRequest(challengeId, 1)).text());
        if (!code.find()) {
            throw new AssertionError("no code in the message");
        }
        return code.group();
    }
}
