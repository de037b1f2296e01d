package ontime.issuer;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import ontime.events.Topic;
import ontime.infrastructure.TestInfrastructure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a group of readers has come. */
final class Group implements AutoCloseable {

    private final Admin broker = Admin.create(Map.of("bootstrap.servers", TestInfrastructure.kafka()));
    private final String name;

    Group(String name) {
        this.name = name;
    }

    /** Whether it has handled every record that is on the topic now. */
    boolean hasHandled(Topic topic) {
        try {
            var partitions = broker.describeTopics(List.of(topic.topicName())).allTopicNames().get().values().stream()
                    .flatMap(one -> one.partitions().stream())
                    .collect(Collectors.toMap(
                            one -> new TopicPartition(topic.topicName(), one.partition()), _ -> OffsetSpec.latest()));
            var ends = broker.listOffsets(partitions).all().get();
            var committed = broker.listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                var handled = committed.get(end.getKey());
                return (handled == null ? 0 : handled.offset())
                        >= end.getValue().offset();
            });
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
