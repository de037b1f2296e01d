package ontime.issuer.kafka;

import java.util.List;
import ontime.events.Topic;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.scheduling.annotation.Scheduled;

/** Declares the topics to the broker, as soon as there is one: the issuer starts and takes requests without it. */
public final class TopicDeclaration {

    private final KafkaAdmin broker;
    private final int partitions;
    private boolean declared;
    private boolean keptUp;

    /** @param partitions of each topic that is not there yet */
    public TopicDeclaration(KafkaAdmin broker, int partitions) {
        this.broker = broker;
        this.partitions = partitions;
    }

    @Scheduled(fixedDelayString = "${ontime.issuer.topics.retry:2s}")
    void declare() {
        if (!declared) {
            declared = broker.initialize();
        }
        if (declared && !keptUp) {
            keptUp = TopicUpkeep.bringUp(broker.getConfigurationProperties(), List.of(Topic.declarations(partitions)));
        }
    }
}
