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

/** What observation costs: time, and time series. Results go to a folder of the build's output. */
public final class ObservationBenchmark implements Benchmark {

    private static final Path RESULTS = Path.of("bench", "target", "observation");

    /** Held here, because the logging keeps a logger and its level only as long as somebody else does. */
    private static final Logger REGISTRY_CLIENT = Logger.getLogger("io.apicurio");

    private final Map<String, Part> parts = new LinkedHashMap<>();

    public ObservationBenchmark() {
        parts.put("cost", new ObservationCost());
        parts.put("series", new SeriesCount());
    }

    @Override
    public String question() {
        return "what metrics cost a worker, and how many time series there are";
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
                    report.tell(named.getValue().run(ground), List.of(before, Machine.load()));
                }
            }
        }
    }
}
