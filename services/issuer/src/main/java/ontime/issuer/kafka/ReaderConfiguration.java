package ontime.issuer.kafka;

import static java.util.stream.Collectors.toMap;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import ontime.events.Topic;
import ontime.issuer.challenge.Erasing;
import ontime.issuer.challenge.FallingBack;
import ontime.issuer.challenge.Hearing;
import ontime.issuer.challenge.Revoking;
import ontime.issuer.challenge.Starting;
import ontime.issuer.challenge.Suppressing;
import ontime.issuer.contact.Following;
import ontime.tracing.Spans;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What the issuer reads. Each topic has a group and threads of its own: somebody who waits for a code does not wait
 * behind receipts.
 */
@Configuration(proxyBeanMethods = false)
class ReaderConfiguration {

    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    /** The group's name; that of the readers of logins begins with it. */
    private final String group;

    private final int readers;
    private final Spans spans;
    private final InstantSource clock;

    ReaderConfiguration(
            @Value("${spring.kafka.consumer.group-id}") String group,
            @Value("${ontime.issuer.readers}") int readers,
            Spans spans,
            InstantSource clock) {
        this.group = group;
        this.readers = readers;
        this.spans = spans;
        this.clock = clock;
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> receiptReader(
            KafkaProperties kafka, Suppressing suppressing, FallingBack fallingBack, DeadLetters deadLetters) {
        var handler = new ReceiptHandler(suppressing, fallingBack);
        return container(
                kafka,
                group,
                new EventListener(reader(kafka), handler, deadLetters, false, spans, clock),
                Topic.RECEIPTS.topicName());
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> loginReader(
            KafkaProperties kafka, Starting starting, DeadLetters deadLetters) {
        var handler = new LoginHandler(starting);
        return container(
                kafka,
                group + "-logins",
                new EventListener(reader(kafka), handler, deadLetters, true, spans, clock),
                Topic.LOGINS.topicName());
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> contactReader(
            KafkaProperties kafka,
            Following following,
            Revoking revoking,
            Erasing erasing,
            ReadMarks marks,
            KafkaAdmin broker,
            DeadLetters deadLetters) {
        var handler = new ContactHandler(following, revoking, erasing);
        var listener = new FromTheMarks(
                marks,
                topics -> ids(broker, topics),
                new EventListener(reader(kafka), handler, deadLetters, true, spans, clock));
        var container =
                container(kafka, group + "-contacts", listener, Topic.CONTACTS.topicName(), Topic.ACCOUNTS.topicName());
        container.getContainerProperties().setConsumerRebalanceListener(listener);
        return container;
    }

    @Bean
    DeadLetters deadLetters(KafkaProperties kafka, MeterRegistry meters) {
        return new DeadLetters(
                new DefaultKafkaProducerFactory<>(
                        kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer()),
                meters);
    }

    @Bean
    Hearing receiptsHeard(KafkaAdmin broker, InstantSource clock) {
        var settings = new HashMap<>(broker.getConfigurationProperties());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "issuer-receipts-heard");
        return new ReceiptsHeard(Admin.create(settings), group, clock);
    }

    @Bean
    FallbackSweep fallbackSweep(FallingBack fallingBack) {
        return new FallbackSweep(fallingBack, spans, clock);
    }

    private static Map<String, String> ids(KafkaAdmin broker, Set<String> topics) {
        return broker.describeTopics(topics.toArray(String[]::new)).values().stream()
                .collect(toMap(topic -> topic.name(), topic -> topic.topicId().toString()));
    }

    /**
     * Reads batches of raw records. The consumer decodes nothing, so that the bytes of a bad record are at hand and
     * none can stop a partition. What the listener throws will pass: it waits and tries the batch again, without end.
     */
    private ConcurrentMessageListenerContainer<byte[], byte[]> container(
            KafkaProperties kafka, String groupId, BatchMessageListener<byte[], byte[]> listener, String... topics) {
        var reading = new ContainerProperties(topics);
        reading.setGroupId(groupId);
        reading.setMessageListener(listener);
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                reading);
        container.setConcurrency(readers);
        container.setCommonErrorHandler(untilItPasses());
        return container;
    }

    private static CommonErrorHandler untilItPasses() {
        var backOff = new ExponentialBackOff(FIRST_WAIT_MILLIS, 2);
        backOff.setMaxInterval(LONGEST_WAIT_MILLIS);
        var errors = new DefaultErrorHandler(backOff);
        // Spring takes some exceptions for hopeless and would skip the batch; here nothing may be skipped.
        errors.setClassifications(Map.of(), true);
        return errors;
    }

    /** With the value deserializer that the configuration names, whoever made it. */
    private static EventReader reader(KafkaProperties kafka) {
        var type = kafka.getConsumer().getValueDeserializer();
        Deserializer<?> events = Utils.newInstance(type.asSubclass(Deserializer.class));
        events.configure(kafka.buildConsumerProperties(), false);
        return new EventReader(events);
    }
}
