package ontime.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ontime.bench.engine.EngineBenchmark;
import ontime.bench.history.HistoryBenchmark;
import ontime.bench.measure.Benchmark;
import ontime.bench.verdicts.VerdictBenchmark;

/** Runs the benchmarks that are named as arguments, or all of them. */
public final class Bench {

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "directory", new DirectoryBenchmark(),
            "engine", EngineBenchmark.ofWork(),
            "history", new HistoryBenchmark(),
            "issuer", new IssuerBenchmark(),
            "latency", new LatencyBenchmark(),
            "observation", EngineBenchmark.ofObservation(),
            "receipts", new ReceiptsBenchmark(),
            "startup", new StartupBenchmark(),
            "verdicts", new VerdictBenchmark()));

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Selection selection;
        try {
            selection = Selection.of(BENCHMARKS, List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("ontime: " + e.getMessage());
            System.exit(2);
            return;
        }
        for (var named : BENCHMARKS.entrySet()) {
            List<String> parts = selection.parts().get(named.getKey());
            if (parts != null) {
                System.out.println(
                        "== " + named.getKey() + ": " + named.getValue().question());
                named.getValue().run(parts);
                System.out.println();
            }
        }
    }
}
