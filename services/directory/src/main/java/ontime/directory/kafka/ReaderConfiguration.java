package ontime.directory.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import ontime.directory.follower.FollowerMetrics;
import ontime.directory.follower.Followers;
import ontime.directory.user.Tenants;
import ontime.events.Topic;
import ontime.tracing.Spans;
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
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** What the directory reads: the words of its followers. */
@Configuration(proxyBeanMethods = false)
class ReaderConfiguration {

    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    /**
     * Reads batches of raw records. The consumer decodes nothing, so that the bytes of a bad record are at hand and
     * none can stop a partition. What the listener throws will pass: it waits and tries the batch again, without end.
     */
    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> accountReader(
            KafkaProperties kafka,
            Tenants tenants,
            Followers followers,
            FollowerMetrics metrics,
            DeadLetters deadLetters,
            Spans spans,
            InstantSource clock,
            @Value("${spring.kafka.consumer.group-id}") String group) {
        var reading = new ContainerProperties(Topic.ACCOUNTS.topicName());
        reading.setGroupId(group);
        reading.setMessageListener(
                new AccountListener(reader(kafka), tenants, followers, metrics, deadLetters, spans, clock));
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                reading);
        container.setCommonErrorHandler(untilItPasses());
        return container;
    }

    @Bean
    DeadLetters deadLetters(KafkaProperties kafka, MeterRegistry meters) {
        return new DeadLetters(
                new DefaultKafkaProducerFactory<>(
                        kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer()),
                meters);
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
