package ontime.compose;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A process in place of a container: with the environment of the compose file and nothing else but a path. */
final class ServiceProcess implements Closeable {

    private static final Path PROGRAMS_OF_JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int LOG_LINES_SHOWN = 60;

    private final String name;
    private final Process process;
    private final Path log;

    private ServiceProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    static ServiceProcess start(String name, List<String> command, Map<String, String> environment, Path folder)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        var builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(folder.resolve(name)).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", PROGRAMS_OF_JAVA + ":/usr/bin:/bin");
        return new ServiceProcess(name, builder.start(), log);
    }

    /** The same command with options for a small and quickly started JVM, which knows only the hosts of the file. */
    static List<String> withHosts(List<String> java, Path hosts) {
        return Stream.concat(
                        Stream.of(
                                PROGRAMS_OF_JAVA.resolve(java.getFirst()).toString(),
                                "-Djdk.net.hosts.file=" + hosts,
                                // The registry's client would else ask name servers by itself, past the JVM.
                                "-Dvertx.disableDnsResolver=true",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m"),
                        java.stream().skip(1))
                .toList();
    }

    /** Waits until it is up, or fails with the end of its log. */
    void awaitUp(BooleanSupplier up) {
        Awaitility.await(name)
                .atMost(START_LIMIT)
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " ended; its log ends with\n" + endOfLog());
                    }
                })
                .untilAsserted(() -> {
                    if (!up.getAsBoolean()) {
                        throw new AssertionError(name + " is not up; its log ends with\n" + endOfLog());
                    }
                });
    }

    boolean hasLogged(String text) {
        try {
            return Files.readString(log).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has done its work and ended. */
    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(START_LIMIT)) {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " failed; its log ends with\n" + endOfLog());
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
