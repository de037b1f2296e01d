package ontime.bench.report;

import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;
import org.springframework.kafka.core.KafkaTemplate;
import software.amazon.awssdk.core.util.VersionInfo;

/** On what it was measured: figures of different machines, or of a busy one, cannot be compared. */
public final class Machine {

    private static final String PARALLEL_CONSUMER =
            "/META-INF/maven/io.confluent.parallelconsumer/parallel-consumer-core/pom.properties";

    private Machine() {}

    /** Cores, versions, and how busy the machine is with all that runs on it, ours and others'. */
    public static Map<String, String> facts() {
        var facts = new TreeMap<String, String>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        facts.put("kafka", AppInfoParser.getVersion());
        facts.put("spring-kafka", versionOf(KafkaTemplate.class));
        facts.put("aws-sdk", VersionInfo.SDK_VERSION);
        facts.put("parallel-consumer", parallelConsumer());
        return facts;
    }

    /** Processes that ran or wanted to, over the last minute; more than the cores means that they waited. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Its manifest names no version; what Maven left in its jar does. */
    private static String parallelConsumer() {
        var version = new Properties();
        try (InputStream file = ParallelStreamProcessor.class.getResourceAsStream(PARALLEL_CONSUMER)) {
            if (file != null) {
                version.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return version.getProperty("version", "unknown");
    }

    private static String versionOf(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
