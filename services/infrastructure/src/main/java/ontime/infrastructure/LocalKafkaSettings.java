package ontime.infrastructure;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that is alone and small, but otherwise behaves as a large one does. */
final class LocalKafkaSettings {
    private static final String BROKER = "BROKER";
    private static final String MEGABYTE = "1048576";

    private LocalKafkaSettings() {}

    static Map<String, String> of(int node, Path directory, int port, String controller, int controllerPort) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node));
        settings.put("log.dirs", directory.toString());
        settings.putAll(listeners(node, port, controller, controllerPort));
        settings.putAll(ALONE);
        settings.putAll(SMALL);
        return settings;
    }

    private static Map<String, String> listeners(int node, int port, String controller, int controllerPort) {
        var atController = Ports.LOOPBACK + ":" + controllerPort;
        var atBroker = BROKER + "://" + Ports.LOOPBACK + ":" + port;
        return Map.of(
                "listeners",
                atBroker + "," + controller + "://" + atController,
                "advertised.listeners",
                atBroker,
                "inter.broker.listener.name",
                BROKER,
                "controller.listener.names",
                controller,
                "listener.security.protocol.map",
                BROKER + ":PLAINTEXT," + controller + ":PLAINTEXT",
                "controller.quorum.voters",
                node + "@" + atController);
    }

    /** With one broker there is nobody to replicate to, and no other member of a group worth waiting for. */
    private static final Map<String, String> ALONE = Map.of(
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0",
            // A topic that nobody declared is a spelling mistake, which must not pass silently.
            "auto.create.topics.enable", "false");

    /** Buffers, threads and internal topics for some hundred records a second, in the memory of one machine. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("offsets.topic.segment.bytes", MEGABYTE),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("transaction.state.log.segment.bytes", MEGABYTE),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("log.index.size.max.bytes", MEGABYTE),
            Map.entry("log.cleaner.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "65536"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("metric.reporters", ""));
}
