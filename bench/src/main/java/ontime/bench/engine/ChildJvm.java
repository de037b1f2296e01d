package ontime.bench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JVM of its own, with the same settings for all that are compared. Dies with this one. */
final class ChildJvm implements AutoCloseable {

    /** One collector and one heap for all. The serial collector leaves the second core to the broker. */
    private static final List<String> SETTINGS = List.of("-XX:+UseSerialGC", "-Xmx512m");

    private static final int LOG_LINES_SHOWN = 20;

    /** As in "Tenured total 349568K, used 22171K". */
    private static final Pattern GENERATION = Pattern.compile("total +[0-9]+K, used ([0-9]+)K");

    private final Process process;
    private final Path log;
    private final Thread leash;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.leash = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(leash);
    }

    /** @param arguments of the java command, without its settings */
    static ChildJvm start(List<String> arguments, Path log) throws IOException {
        List<String> command = Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        SETTINGS,
                        arguments)
                .flatMap(List::stream)
                .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("AWS_ACCESS_KEY_ID", "bench");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "bench");
        return new ChildJvm(builder.start(), log);
    }

    /** @throws IOException with the end of its log, when it has ended */
    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            List<String> lines = Files.readAllLines(log);
            throw new IOException("a process has ended:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size())));
        }
    }

    /** Processor time so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Octets that it holds in memory, of all kinds. */
    long residentOctets() throws IOException {
        return 1024
                * Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow();
    }

    /** Octets of the heap that are still referred to, by its own collector, which it runs. */
    long liveHeapOctets() throws IOException, InterruptedException {
        command("GC.run");
        return 1024
                * GENERATION
                        .matcher(command("GC.heap_info"))
                        .results()
                        .mapToLong(found -> Long.parseLong(found.group(1)))
                        .sum();
    }

    private String command(String name) throws IOException, InterruptedException {
        var jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        name)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + name + ": " + output);
        }
        return output;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(leash);
    }
}
