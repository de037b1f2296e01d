package ontime.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ontime.bench.measure.Benchmark;
import ontime.bench.report.Findings;
import ontime.bench.report.Machine;
import ontime.bench.report.Report;

/** How soon a change of a contact is in force, and how fast users are imported. */
final class DirectoryBenchmark implements Benchmark {

    private static final Path RESULTS = Path.of("bench", "target", "directory");
    private static final String CHANGE = "change";
    private static final String IMPORT = "import";

    @Override
    public String question() {
        return "from the change of a contact to in force at the issuer, and users imported a minute beside COPY";
    }

    @Override
    public List<String> parts() {
        return List.of(CHANGE, IMPORT);
    }

    /** {@code ONTIME_BENCH_CHANGES} and {@code ONTIME_BENCH_USERS}, for trying it with less. */
    @Override
    public void run(List<String> parts) throws Exception {
        System.out.println("  " + Machine.facts());
        if (parts.isEmpty() || parts.contains(CHANGE)) {
            tell(new ChangeToForce(number(System.getenv(), "ONTIME_BENCH_CHANGES", 3_000))::measure);
        }
        if (parts.isEmpty() || parts.contains(IMPORT)) {
            tell(new ImportRate(number(System.getenv(), "ONTIME_BENCH_USERS", 100_000))::measure);
        }
    }

    private interface Measuring {
        Findings measure() throws Exception;
    }

    private static void tell(Measuring part) throws Exception {
        double before = Machine.load();
        new Report(RESULTS).tell(part.measure(), List.of(before, Machine.load()));
    }

    private static int number(Map<String, String> environment, String name, int usual) {
        return Integer.parseInt(environment.getOrDefault(name, Integer.toString(usual)));
    }
}
