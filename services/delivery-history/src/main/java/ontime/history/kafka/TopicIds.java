package ontime.history.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdminOperations;

/** What tells a topic from one of the same name that was deleted before: an identifier that the broker gave it. */
final class TopicIds {

    /** Who knows them. */
    interface Broker {
        Map<String, String> ids(Set<String> topics);
    }

    private final Broker broker;
    private final Map<String, String> ids = new ConcurrentHashMap<>();

    TopicIds(Broker broker) {
        this.broker = broker;
    }

    static TopicIds of(KafkaAdminOperations admin) {
        return new TopicIds(topics -> admin.describeTopics(topics.toArray(String[]::new)).values().stream()
                .collect(Collectors.toMap(
                        topic -> topic.name(), topic -> topic.topicId().toString())));
    }

    /** Asks the broker; whatever it throws may pass. */
    void ask(Set<String> topics) {
        ids.putAll(broker.ids(topics));
    }

    /**
     * As it was when the broker was asked last, and so at times that of a topic that is gone. What was read is marked
     * by it; then the new topic is read once more from its beginning some day, which does no harm.
     */
    @Nullable
    String known(String topic) {
        return ids.get(topic);
    }
}
