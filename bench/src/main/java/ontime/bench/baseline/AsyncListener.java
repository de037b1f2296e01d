package ontime.bench.baseline;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import ontime.events.OtpRequested;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * spring-kafka with {@code asyncAcks}: the listener hands each record to a virtual thread, which acknowledges it in
 * whatever order it ends; the container commits once there is no gap, and is given no further records until all of the
 * poll before are acknowledged. As the reference (Spring for Apache Kafka, Manually Committing Offsets) asks for:
 * AckMode MANUAL, no nack. A consumer for each partition, so that a gap holds up no other partition and the calls of
 * one go on while another waits for the end of its poll.
 */
final class AsyncListener {

    private AsyncListener() {}

    static void start(BaselineSettings settings) {
        var kafka = new ServiceKafka(settings.bootstrapServers(), settings.registryUrl());
        var sending = new Sending(settings, kafka);
        var free = new Semaphore(settings.concurrency(), true);
        ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
        var properties = new ContainerProperties(settings.topic());
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setAsyncAcks(true);
        properties.setMessageListener((AcknowledgingMessageListener<String, Object>) (record, acknowledgment) -> {
            free.acquireUninterruptibly();
            senders.execute(() -> {
                try {
                    sending.sendAndTell((OtpRequested) record.value());
                    if (acknowledgment != null) {
                        acknowledgment.acknowledge();
                    }
                } finally {
                    free.release();
                }
            });
        });
        var container = new ConcurrentMessageListenerContainer<String, Object>(
                new DefaultKafkaConsumerFactory<>(kafka.consumer("async-acks")), properties);
        container.setConcurrency(SpringListener.CONSUMERS);
        container.start();
    }
}
