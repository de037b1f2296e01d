package ontime.bench.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import ontime.bench.measure.Benchmark;
import ontime.bench.report.Machine;
import ontime.bench.report.Report;

/**
 * The SMS worker as it is shipped, between a real broker, a real registry and an SNS that takes 100 ms, beside other
 * ways to do the same work, or itself in other ways, on the same machine in the same run. Results go to a folder of the
 * build's output.
 */
public final class EngineBenchmark implements Benchmark {

    /** Held here, because the logging keeps a logger and its level only as long as somebody else does. */
    private static final Logger REGISTRY_CLIENT = Logger.getLogger("io.apicurio");

    private final Path results;
    private final String question;
    private final Map<String, Part> parts;

    private EngineBenchmark(String folder, String question, Map<String, Part> parts) {
        this.results = Path.of("bench", "target", folder);
        this.question = question;
        this.parts = parts;
    }

    /** How the worker does its work. */
    public static EngineBenchmark ofWork() {
        var parts = new LinkedHashMap<String, Part>();
        parts.put("throughput", new Throughput());
        parts.put("publish-to-call", new PublishToCall());
        parts.put("hang", new Hang());
        parts.put("overload", new Overload());
        parts.put("outage", new Outage());
        parts.put("memory", new Memory());
        return new EngineBenchmark(
                "engine",
                "the worker's throughput, latency, order and memory, beside other ways to do its work",
                parts);
    }

    /** What it costs to observe it: time, and time series. */
    public static EngineBenchmark ofObservation() {
        var parts = new LinkedHashMap<String, Part>();
        parts.put("cost", new ObservationCost());
        parts.put("series", new SeriesCount());
        return new EngineBenchmark(
                "observation", "what metrics cost a worker, and how many time series there are", parts);
    }

    @Override
    public String question() {
        return question;
    }

    @Override
    public List<String> parts() {
        return List.copyOf(parts.keySet());
    }

    @Override
    public void run(List<String> selected) throws Exception {
        REGISTRY_CLIENT.setLevel(Level.SEVERE);
        System.out.println("  " + Machine.facts());
        var report = new Report(results);
        try (var ground = Ground.open(Pace.of(System.getenv()))) {
            for (var named : parts.entrySet()) {
                if (selected.isEmpty() || selected.contains(named.getKey())) {
                    System.out.println(
                            "-- " + named.getKey() + ": " + named.getValue().question());
                    double before = Machine.load();
                    report.tell(named.getValue().run(ground), List.of(before, Machine.load()));
                }
            }
        }
    }
}
