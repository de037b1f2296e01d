package ontime.bench.baseline;

import ontime.events.OtpRequested;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

/**
 * The listener that most would write: a consumer for each partition, one record after the other, a commit after each
 * batch of a poll. The reference (Spring for Apache Kafka, Message Listener Containers) advises nothing faster for
 * records that are handled where they are read: the concurrency is that of the partitions, more would idle, and BATCH
 * is the least frequent commit that loses nothing.
 */
final class SpringListener {

    /** One for each partition of the topic. */
    static final int CONSUMERS = 12;

    private SpringListener() {}

    static void start(BaselineSettings settings, int consumers) {
        var kafka = new ServiceKafka(settings.bootstrapServers(), settings.registryUrl());
        var sending = new Sending(settings, kafka);
        var properties = new ContainerProperties(settings.topic());
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMessageListener(
                (MessageListener<String, Object>) record -> sending.sendAndTell((OtpRequested) record.value()));
        var container = new ConcurrentMessageListenerContainer<String, Object>(
                new DefaultKafkaConsumerFactory<>(kafka.consumer("plain-listener")), properties);
        container.setConcurrency(consumers);
        container.start();
    }
}
