package ontime.history.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import ontime.events.Topic;
import ontime.history.HistorySettings;
import ontime.history.projection.Backlog;
import ontime.history.projection.Journal;
import ontime.history.projection.NextGeneration;
import ontime.history.projection.Rebuild;
import ontime.history.projection.RebuildLog;
import ontime.tracing.Spans;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(HistoryKafkaConfiguration.class);
    private static final long QUIET_MILLIS = 10_000;
    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    @Bean
    KafkaAdmin.NewTopics historyTopics(@Value("${ontime.topics.partitions}") int partitions) {
        return new KafkaAdmin.NewTopics(Topic.declarations(partitions));
    }

    @Bean
    TopicIds topicIds(KafkaAdmin admin) {
        return TopicIds.of(admin);
    }

    @Bean
    StoredMarks historyMarks(Journal journal, TopicIds ids) {
        return new StoredMarks(journal, ids);
    }

    @Bean
    Backlog backlog() {
        return new Backlog();
    }

    @Bean
    EventSpans eventSpans(Spans spans) {
        return new EventSpans(spans);
    }

    @Bean
    HistoryProjection historyProjection(
            KafkaProperties kafka,
            Journal journal,
            StoredMarks marks,
            TopicIds ids,
            Backlog backlog,
            EventSpans spans,
            InstantSource clock,
            MeterRegistry meters) {
        return new HistoryProjection(
                new EventReader(events(kafka)),
                journal,
                new DeadLetters(deadLetters(kafka), GROUP, meters),
                marks,
                ids,
                backlog,
                spans,
                clock,
                meters);
    }

    /**
     * Reads batches of raw records. The consumer decodes nothing, so that the bytes of a bad record are at hand and
     * none can stop a partition. What the projection throws will pass: it waits and tries the batch again, without end.
     */
    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> historyReader(
            KafkaProperties kafka, HistoryProjection projection, StoredMarks marks, HistorySettings settings) {
        var reading =
                new ContainerProperties(Stream.of(TOPICS).map(Topic::topicName).toArray(String[]::new));
        reading.setGroupId(GROUP);
        reading.setMessageListener(projection);
        reading.setConsumerRebalanceListener(marks);
        reading.setIdleEventInterval(QUIET_MILLIS);
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                reading);
        container.setConcurrency(settings.readers());
        container.setCommonErrorHandler(untilItPasses());
        return container;
    }

    @Bean
    Rebuild rebuild(
            KafkaProperties kafka,
            NextGeneration next,
            RebuildLog log,
            AccountProjection accounts,
            InstantSource clock) {
        return new Rebuild(
                next,
                () -> {
                    try (var consumer = readerOfNoGroup(kafka)) {
                        accounts.replay(consumer);
                    }
                    return TopicReplay.of(readerOfNoGroup(kafka), new EventReader(events(kafka)), TOPICS);
                },
                log,
                work -> Thread.ofPlatform()
                        .name("rebuild")
                        .daemon()
                        .uncaughtExceptionHandler((thread, failure) -> LOG.error("the rebuild failed", failure))
                        .start(work),
                clock);
    }

    private static KafkaConsumer<byte[], byte[]> readerOfNoGroup(KafkaProperties kafka) {
        var properties = new HashMap<>(kafka.buildConsumerProperties());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static CommonErrorHandler untilItPasses() {
        var backOff = new ExponentialBackOff(FIRST_WAIT_MILLIS, 2);
        backOff.setMaxInterval(LONGEST_WAIT_MILLIS);
        var errors = new DefaultErrorHandler(backOff);
        // Spring takes some exceptions for hopeless and would skip the batch; here nothing may be skipped.
        errors.setClassifications(Map.of(), true);
        return errors;
    }

    static KafkaTemplate<byte[], byte[]> deadLetters(KafkaProperties kafka) {
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** The value deserializer that the configuration names, whoever made it. */
    static Deserializer<?> events(KafkaProperties kafka) {
        var properties = kafka.buildConsumerProperties();
        var type = kafka.getConsumer().getValueDeserializer();
        Deserializer<?> events = Utils.newInstance(type.asSubclass(Deserializer.class));
        events.configure(properties, false);
        return events;
    }
}
