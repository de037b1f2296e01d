package ontime.directory.kafka;

import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;

/** Declares the topics to the broker, as soon as there is one: the directory starts and takes requests without it. */
public final class TopicDeclaration {

    private final KafkaAdmin broker;
    private boolean declared;

    public TopicDeclaration(KafkaAdmin broker) {
        this.broker = broker;
    }

    @Scheduled(fixedDelayString = "${ontime.directory.topics.retry:2s}")
    void declare() {
        if (!declared) {
            declared = broker.initialize();
        }
    }
}
