package ontime.gateway.kafka;

import java.time.InstantSource;
import java.util.Map;
import ontime.events.Topic;
import ontime.gateway.correlation.Book;
import ontime.gateway.correlation.GatewayMetrics;
import ontime.gateway.correlation.Silence;
import ontime.tracing.Spans;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class GatewayKafkaConfiguration {

    private static final String GROUP = "receipt-gateway";
    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    @Bean
    KafkaAdmin.NewTopics gatewayTopics(@Value("${ontime.topics.partitions}") int partitions) {
        return new KafkaAdmin.NewTopics(Topic.declarations(partitions));
    }

    @Bean
    Publisher publisher(
            Book book,
            KafkaOperations<String, Object> kafka,
            GatewayMetrics metrics,
            Spans spans,
            InstantSource clock) {
        return new Publisher(book, kafka, metrics, spans, clock);
    }

    /**
     * Decodes nothing by itself, so that no record can stop a partition. What is thrown passes: it tries without end.
     */
    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> follower(
            KafkaProperties kafka,
            Book book,
            Publisher publisher,
            Silence silence,
            @Value("${ontime.gateway.readers:2}") int readers) {
        var reading = new ContainerProperties(Topic.RECEIPTS.topicName(), Topic.CHECKS.topicName());
        reading.setGroupId(GROUP);
        reading.setMessageListener(new Follower(new EventReader(events(kafka)), book, silence, publisher));
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

    /** The value deserializer that the configuration names, whoever made it. */
    private static Deserializer<?> events(KafkaProperties kafka) {
        var type = kafka.getConsumer().getValueDeserializer();
        Deserializer<?> events = Utils.newInstance(type.asSubclass(Deserializer.class));
        events.configure(kafka.buildConsumerProperties(), false);
        return events;
    }
}
