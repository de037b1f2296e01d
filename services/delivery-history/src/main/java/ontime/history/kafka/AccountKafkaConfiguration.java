package ontime.history.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import ontime.events.Topic;
import ontime.history.contacts.ContactLog;
import ontime.history.projection.Eraser;
import ontime.history.projection.Journal;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/** Reads what the directory and its followers tell, in a group of its own: no code waits behind it. */
@Configuration(proxyBeanMethods = false)
class AccountKafkaConfiguration {

    private static final String GROUP = HistoryKafkaConfiguration.GROUP + "-accounts";

    @Bean
    AccountProjection accountProjection(
            KafkaProperties kafka,
            ContactLog contacts,
            Eraser eraser,
            Journal journal,
            TopicIds ids,
            EventSpans spans,
            InstantSource clock,
            MeterRegistry meters) {
        return new AccountProjection(
                new AccountEvents(HistoryKafkaConfiguration.events(kafka), contacts, eraser),
                journal,
                new DeadLetters(HistoryKafkaConfiguration.deadLetters(kafka), HistoryKafkaConfiguration.GROUP, meters),
                ids,
                spans,
                clock);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> accountReader(
            KafkaProperties kafka, AccountProjection projection, Journal journal, TopicIds ids) {
        var reading = new ContainerProperties(Topic.ACCOUNTS.topicName());
        reading.setGroupId(GROUP);
        reading.setMessageListener(projection);
        reading.setConsumerRebalanceListener(new StoredMarks(journal, ids));
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(
                        kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                reading);
        container.setCommonErrorHandler(HistoryKafkaConfiguration.untilItPasses());
        return container;
    }
}
