package ontime.bench.history;

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

/** The history as it is shipped, before a real broker, registry and database. Results go to the build's output. */
public final class HistoryBenchmark implements Benchmark {

    private static final Path RESULTS = Path.of("bench", "target", "history");

    /** Held here, because the logging keeps a logger and its level only as long as somebody else does. */
    private static final Logger REGISTRY_CLIENT = Logger.getLogger("io.apicurio");

    private final Map<String, Measuring> parts = new LinkedHashMap<>();

    public HistoryBenchmark() {
        parts.put("projection", new Projection());
        parts.put("search", new Search());
        parts.put("live", new Live());
    }

    /** One part. */
    interface Measuring {
        Findings measure(Scale scale) throws Exception;
    }

    @Override
    public String question() {
        return "events a second into PostgreSQL beside COPY, how long a look-up takes among very many logins, and an event to a page"
                + " that follows its login";
    }

    @Override
    public List<String> parts() {
        return List.copyOf(parts.keySet());
    }

    @Override
    public void run(List<String> selected) throws Exception {
        REGISTRY_CLIENT.setLevel(Level.SEVERE);
        System.out.println("  " + Machine.facts());
        var scale = Scale.of(System.getenv());
        var report = new Report(RESULTS);
        for (var named : parts.entrySet()) {
            if (selected.isEmpty() || selected.contains(named.getKey())) {
                System.out.println("-- " + named.getKey());
                double before = Machine.load();
                report.tell(named.getValue().measure(scale), List.of(before, Machine.load()));
            }
        }
    }
}
