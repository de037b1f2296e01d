package ontime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import ontime.bench.measure.Benchmark;

/**
 * How long {@code ./ontime up} takes and how much memory all its processes hold, on fresh data and on data that are
 * there. The baseline is a JVM that starts, computes nothing and ends: what any answer in Java costs on this machine.
 */
final class StartupBenchmark implements Benchmark {

    @Override
    public String question() {
        return "seconds to READY and resident memory, on fresh and on old data";
    }

    @Override
    public void run(List<String> parts) throws Exception {
        double bareJvm = secondsOfABareJvm();
        System.out.printf(Locale.ROOT, "a JVM that does nothing        %6.2f s%n", bareJvm);
        Path home = Files.createTempDirectory("ontime-bench");
        for (String data : List.of("fresh", "old")) {
            try (var product = Product.start(home)) {
                String phone = "+447700900123";
                product.post(
                        product.setting("ISSUER_URL") + "/v1/challenges",
                        "{\"userId\": \"bench\", \"phone\": \"%s\"}".formatted(phone));
                System.out.printf(
                        Locale.ROOT,
                        "READY on %-5s data            %6.2f s   %4.0f times the bare JVM   resident %4d MB (shared pages once: %d MB)%n",
                        data,
                        product.secondsToReady(),
                        product.secondsToReady() / bareJvm,
                        megabytes(product, "/status", "VmRSS:"),
                        megabytes(product, "/smaps_rollup", "Pss:"));
            }
        }
        Product.delete(home);
    }

    private static double secondsOfABareJvm() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        long begin = System.nanoTime();
        new ProcessBuilder(java.toString(), "-version")
                .redirectErrorStream(true)
                .start()
                .waitFor();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long megabytes(Product product, String file, String field) throws IOException {
        long kilobytes = 0;
        for (ProcessHandle process : product.processes()) {
            kilobytes += Files.readAllLines(Path.of("/proc/" + process.pid() + file)).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .sum();
        }
        return kilobytes / 1024;
    }
}
