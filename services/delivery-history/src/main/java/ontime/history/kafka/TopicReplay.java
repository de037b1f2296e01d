package ontime.history.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ontime.events.Topic;
import ontime.history.facts.Published;
import ontime.history.projection.Replay;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads all partitions as a consumer of no group: nobody else is disturbed, and nothing is remembered. */
final class TopicReplay implements Replay {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventReader reader;
    private final List<TopicPartition> partitions;

    private TopicReplay(KafkaConsumer<byte[], byte[]> consumer, EventReader reader, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.reader = reader;
        this.partitions = partitions;
    }

    static TopicReplay of(KafkaConsumer<byte[], byte[]> consumer, EventReader reader, Topic... topics) {
        var partitions = Stream.of(topics)
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new TopicReplay(consumer, reader, partitions);
    }

    @Override
    public boolean toTheEnd(Consumer<List<Published>> facts, BooleanSupplier isTime) {
        var ends = consumer.endOffsets(partitions, TO_ANSWER);
        while (!isReached(ends)) {
            if (!isTime.getAsBoolean()) {
                return false;
            }
            var read = readable(consumer.poll(PATIENCE));
            if (!read.isEmpty()) {
                facts.accept(read);
            }
        }
        return true;
    }

    private boolean isReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private List<Published> readable(ConsumerRecords<byte[], byte[]> records) {
        var facts = new ArrayList<Published>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                reader.read(record).ifPresent(facts::add);
            } catch (UnreadableEvent e) {
                // A dead letter since it was read for the first time, and nothing new.
            }
        }
        return facts;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
