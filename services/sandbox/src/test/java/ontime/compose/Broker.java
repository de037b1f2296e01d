package ontime.compose;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka broker of the compose file as a process, with the settings that the image would make of its environment. */
final class Broker {

    /** Variables that the image's scripts read and that are no settings of the broker. */
    private static final List<String> FOR_SCRIPTS = List.of("KAFKA_HEAP_OPTS");

    private static final String PREFIX = "KAFKA_";

    private Broker() {}

    /** The command that runs a broker with this environment, whose storage is formatted by the way. */
    static List<String> command(Map<String, String> environment, Path folder) throws Exception {
        Properties settings = settings(environment);
        Path file = folder.resolve("broker-" + settings.getProperty("node.id") + ".properties");
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        format(settings, Objects.requireNonNull(environment.get("CLUSTER_ID")));
        return List.of(
                "java",
                "-Dlogback.configurationFile=" + logging(folder),
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                file.toString());
    }

    private static Properties settings(Map<String, String> environment) {
        var settings = new Properties();
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !FOR_SCRIPTS.contains(name)) {
                settings.setProperty(
                        name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return settings;
    }

    private static void format(Properties settings, String cluster) throws Exception {
        String data = settings.getProperty("log.dirs");
        try (var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setClusterId(cluster)
                    .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                    .setControllerListenerName(settings.getProperty("controller.listener.names"))
                    .setMetadataLogDirectory(data)
                    .addDirectory(data)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        }
    }

    private static Path logging(Path folder) throws IOException {
        return Files.writeString(folder.resolve("broker-logging.xml"), """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %-5level %logger{20} %msg%n</pattern></encoder>
                  </appender>
                  <logger name="kafka.server.KafkaRaftServer" level="INFO"/>
                  <root level="WARN"><appender-ref ref="out"/></root>
                </configuration>
                """);
    }
}
