package ontime.issuer.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
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
     * What the broker does not allow stays as it is and is logged in one line for each topic: nothing stops for it.
     *
     * @return false when a topic is not known yet, or the broker does not answer: another try may do it
     */
    static boolean bringUp(Map<String, Object> broker, Collection<NewTopic> declared) {
        try (var admin = Admin.create(broker)) {
            var present = admin.describeConfigs(
                            declared.stream().map(TopicUpkeep::resource).toList())
                    .values();
            boolean done = true;
            for (var topic : declared) {
                done &= bringUp(admin, topic, Objects.requireNonNull(present.get(resource(topic))));
            }
            return done;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean bringUp(Admin admin, NewTopic topic, Future<Config> present) throws InterruptedException {
        try {
            var differing = differing(topic, present.get());
            if (!differing.isEmpty()) {
                admin.incrementalAlterConfigs(Map.of(resource(topic), differing))
                        .all()
                        .get();
                LOG.info("{} was brought up to what is declared: {}", topic.name(), told(differing));
            }
            return true;
        } catch (ExecutionException e) {
            var cause = e.getCause();
            if (cause instanceof RetriableException) {
                LOG.debug("{} cannot be brought up yet: {}", topic.name(), String.valueOf(cause));
                return false;
            }
            LOG.warn(
                    "{} was there before and keeps its {}: {}",
                    topic.name(),
                    new TreeSet<>(KEPT_UP),
                    String.valueOf(cause));
            return true;
        }
    }

    private static ConfigResource resource(NewTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
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

    private static Set<String> told(Collection<AlterConfigOp> changes) {
        return changes.stream()
                .map(change ->
                        change.configEntry().name() + "=" + change.configEntry().value())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
