package ontime.issuer.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings topics that were there before up to what is declared now: a broker takes the settings of a declaration for
 * topics alone that it makes of it. Without that an installation of an earlier version would keep records as long as
 * that version said.
 */
final class TopicUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(TopicUpkeep.class);

    /** How long records stay. Everything else is the business of whoever runs the broker. */
    private static final Set<String> KEPT_UP = Set.of("retention.ms", "segment.ms");

    private TopicUpkeep() {}

    /**
     * What the broker does not allow, or cannot tell, stays as it is and is logged in one line: nothing stops for it.
     */
    static void bringUp(Map<String, Object> broker, Collection<NewTopic> declared) {
        try (var admin = Admin.create(broker)) {
            var changes = changes(admin, declared);
            if (!changes.isEmpty()) {
                admin.incrementalAlterConfigs(changes).all().get();
                LOG.info("brought up to what is declared: {}", told(changes));
            }
        } catch (ExecutionException e) {
            LOG.warn(
                    "topics that were there before keep their {}: {}",
                    new TreeSet<>(KEPT_UP),
                    String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> changes(Admin admin, Collection<NewTopic> declared)
            throws ExecutionException, InterruptedException {
        var topics = declared.stream()
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic -> topic));
        var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
        admin.describeConfigs(topics.keySet()).all().get().forEach((resource, present) -> {
            var topic = topics.get(resource);
            var differing = topic == null ? List.<AlterConfigOp>of() : differing(topic, present);
            if (!differing.isEmpty()) {
                changes.put(resource, differing);
            }
        });
        return changes;
    }

    private static List<AlterConfigOp> differing(NewTopic declared, Config present) {
        var changes = new ArrayList<AlterConfigOp>();
        declared.configs().forEach((name, value) -> {
            var entry = present.get(name);
            if (KEPT_UP.contains(name) && entry != null && !value.equals(entry.value())) {
                changes.add(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET));
            }
        });
        return changes;
    }

    private static Set<String> told(Map<ConfigResource, Collection<AlterConfigOp>> changes) {
        return changes.entrySet().stream()
                .flatMap(topic -> topic.getValue().stream()
                        .map(change -> topic.getKey().name() + " "
                                + change.configEntry().name() + "="
                                + change.configEntry().value()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
