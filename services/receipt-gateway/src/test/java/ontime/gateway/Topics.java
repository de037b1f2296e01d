package ontime.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import ontime.events.DeliveryReceipt;
import ontime.events.HeardBy;
import ontime.events.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Publishes as the workers and the issuer do, and reads what the gateway publishes. */
final class Topics implements AutoCloseable {

    private final KafkaProducer<String, Object> producer;
    private final KafkaConsumer<String, Object> consumer;
    private final List<DeliveryReceipt> heard = new ArrayList<>();

    Topics(KafkaProperties kafka) {
        producer = new KafkaProducer<>(kafka.buildProducerProperties());
        var reading = new HashMap<>(kafka.buildConsumerProperties());
        reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumer = new KafkaConsumer<>(reading);
        var partitions = consumer.partitionsFor(Topic.RECEIPTS.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    void publish(Topic topic, String key, SpecificRecord event) {
        try {
            producer.send(new ProducerRecord<>(topic.topicName(), key, event)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the gateway has published of a challenge so far. */
    List<DeliveryReceipt> heardOf(String challengeId) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
            if (record.value() instanceof DeliveryReceipt receipt && receipt.getHeardBy() == HeardBy.GATEWAY) {
                heard.add(receipt);
            }
        }
        return heard.stream()
                .filter(receipt -> receipt.getChallengeId().equals(challengeId))
                .toList();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
