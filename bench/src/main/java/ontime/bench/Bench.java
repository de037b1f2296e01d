package ontime.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the benchmarks that are named as arguments, or all of them. */
public final class Bench {

    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "issuer", new IssuerBenchmark(),
            "latency", new LatencyBenchmark(),
            "startup", new StartupBenchmark()));

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        for (String name : arguments) {
            if (!BENCHMARKS.containsKey(name)) {
                System.err.println(
                        "ontime: no benchmark " + name + "; there are: " + String.join(", ", BENCHMARKS.keySet()));
                System.exit(2);
            }
        }
        for (var named : BENCHMARKS.entrySet()) {
            if (arguments.length == 0 || List.of(arguments).contains(named.getKey())) {
                System.out.println(
                        "== " + named.getKey() + ": " + named.getValue().question());
                named.getValue().run();
                System.out.println();
            }
        }
    }
}
