package ontime.bench.baseline;

import ontime.events.OtpRequested;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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

    private static final int RECORDS_AT_A_TIME = 20;

    private SpringListener() {}

    static void start(BaselineSettings settings, int consumers) {
        var kafka = new ServiceKafka(settings.bootstrapServers(), settings.registryUrl());
        var sending = new Sending(settings, kafka);
        var properties = new ContainerProperties(settings.topic());
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setMessageListener(
                (MessageListener<String, Object>) record -> sending.sendAndTell((OtpRequested) record.value()));
        var consumer = kafka.consumer("plain-listener");
        // A consumer takes part in a rebalance between two polls only. With the default of 500 the first one to come
        // would keep every partition for a minute, and eleven would have nothing to do.
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_AT_A_TIME);
        var container = new ConcurrentMessageListenerContainer<String, Object>(
                new DefaultKafkaConsumerFactory<>(consumer), properties);
        container.setConcurrency(consumers);
        container.start();
    }
}
