package ontime.history.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import ontime.events.Topic;
import ontime.history.HistorySettings;
import ontime.history.facts.FactLog;
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
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

@Configuration(proxyBeanMethods = false)
class HistoryKafkaConfiguration {

    static final String GROUP = "delivery-history";

    /** Not what auth services ask for: that names whole destinations, and the issuer says what became of it. */
    private static final Topic[] TOPICS = {Topic.REQUESTS, Topic.RECEIPTS, Topic.CHECKS};

    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    @Bean
    KafkaAdmin.NewTopics historyTopics(@Value("${ontime.topics.partitions}") int partitions) {
        return new KafkaAdmin.NewTopics(Topic.declarations(partitions));
    }

    @Bean
    HistoryProjection historyProjection(KafkaProperties kafka, FactLog log, InstantSource clock, MeterRegistry meters) {
        return new HistoryProjection(
                new EventReader(events(kafka)), log, new DeadLetters(deadLetters(kafka), GROUP), clock, meters);
    }

    /**
     * Reads batches of raw records. The consumer decodes nothing, so that the bytes of a bad record are at hand and
     * none can stop a partition. What the projection throws will pass: it waits and tries the batch again, without end.
     */
    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> historyReader(
            KafkaProperties kafka, HistoryProjection projection, HistorySettings settings) {
        var reading =
                new ContainerProperties(Stream.of(TOPICS).map(Topic::topicName).toArray(String[]::new));
        reading.setGroupId(GROUP);
        reading.setMessageListener(projection);
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                reading);
        container.setConcurrency(settings.readers());
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

    private static KafkaTemplate<byte[], byte[]> deadLetters(KafkaProperties kafka) {
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** The value deserializer that the configuration names, whoever made it. */
    private static Deserializer<?> events(KafkaProperties kafka) {
        var properties = kafka.buildConsumerProperties();
        var type = kafka.getConsumer().getValueDeserializer();
        Deserializer<?> events = Utils.newInstance(type.asSubclass(Deserializer.class));
        events.configure(properties, false);
        return events;
    }
}
