package ontime.bench.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import ontime.bench.measure.Benchmark;
import ontime.bench.report.Findings;
import ontime.bench.report.Machine;
import ontime.bench.report.Report;

/**
 * The SMS worker as it is shipped, between a real broker, a real registry and an SNS that takes 100 ms, beside other
 * ways to do the same work on the same machine in the same run. Results go to a folder of the build's output.
 */
public final class EngineBenchmark implements Benchmark {

    private static final Path RESULTS = Path.of("bench", "target", "engine");

    /** Held here, because the logging keeps a logger and its level only as long as somebody else does. */
    private static final Logger REGISTRY_CLIENT = Logger.getLogger("io.apicurio");

    private final Map<String, Part> parts = new LinkedHashMap<>();

    public EngineBenchmark() {
        parts.put("throughput", new Throughput());
        parts.put("publish-to-call", new PublishToCall());
        parts.put("hang", new Hang());
        parts.put("overload", new Overload());
        parts.put("outage", new Outage());
        parts.put("memory", new Memory());
    }

    @Override
    public String question() {
        return "the worker's throughput, latency, order and memory, beside other ways to do its work";
    }

    @Override
    public List<String> parts() {
        return List.copyOf(parts.keySet());
    }

    @Override
    public void run(List<String> selected) throws Exception {
        REGISTRY_CLIENT.setLevel(Level.SEVERE);
        System.out.println("  " + Machine.facts());
        var report = new Report(RESULTS);
        try (var ground = Ground.open(Pace.of(System.getenv()))) {
            for (var named : parts.entrySet()) {
                if (selected.isEmpty() || selected.contains(named.getKey())) {
                    System.out.println(
                            "-- " + named.getKey() + ": " + named.getValue().question());
                    double before = Machine.load();
                    Findings found = named.getValue().run(ground);
                    report.tell(found, List.of(before, Machine.load()));
                }
            }
        }
    }
}
