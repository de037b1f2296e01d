package ontime.bench.report;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;
import org.springframework.kafka.core.KafkaTemplate;
import software.amazon.awssdk.core.util.VersionInfo;

/** On what it was measured: figures of different machines, or of a busy one, cannot be compared. */
public final class Machine {

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
        return facts;
    }

    /** Processes that ran or wanted to, over the last minute; more than the cores means that they waited. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String versionOf(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
