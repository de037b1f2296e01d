package ontime.stories;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The whole product, started with {@code ./ontime up} as a user does it, on ports and with data of its own. */
final class RunningProduct implements AutoCloseable {

    private static final long SECONDS_TO_STOP = 60;

    private final Path home;
    private final Process process;
    private final Map<String, String> settings;

    private RunningProduct(Path home, Process process, Map<String, String> settings) {
        this.home = home;
        this.process = process;
        this.settings = settings;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param home where its data lie; they stay there when it stops
     * @param portBase the first of its ports
     */
    static RunningProduct start(Path home, int portBase) throws IOException {
        return start(home, portBase, Map.of());
    }

    /** The same with settings of services, as the environment names them. */
    static RunningProduct start(Path home, int portBase, Map<String, String> environment) throws IOException {
        Process process = launch(home, portBase, environment);
        var output = new ArrayList<String>();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.add(line);
            if (line.startsWith("READY")) {
                Thread.ofVirtual().start(() -> drain(lines));
                return new RunningProduct(home, process, settings(home.resolve("env")));
            }
        }
        throw new IllegalStateException("the product did not start:\n" + String.join("\n", output));
    }

    /** Starts it without waiting for anything. */
    static Process launch(Path home, int portBase) throws IOException {
        return launch(home, portBase, Map.of());
    }

    private static Process launch(Path home, int portBase, Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder("./ontime", "up")
                .directory(repository().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("ONTIME_HOME", home.toString());
        builder.environment().put("ONTIME_PORT_BASE", Integer.toString(portBase));
        // The build that runs this test has just made everything.
        builder.environment().put("ONTIME_BUILD", "never");
        return builder.start();
    }

    Path home() {
        return home;
    }

    /** One of the settings that the product writes for scripts. */
    String setting(String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not in the env file");
        }
        return value;
    }

    /** The launcher, everything that it has started, and the database, which is nobody's child. */
    List<ProcessHandle> processes() {
        return Stream.concat(
                        Stream.of(process.toHandle(), postmaster()),
                        Stream.of(process.toHandle(), postmaster()).flatMap(ProcessHandle::descendants))
                .toList();
    }

    private ProcessHandle postmaster() {
        try (var lines = Files.lines(home.resolve("postgres").resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the launcher, as a power cut would, and leaves its children as they are. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Asks it to stop, as Ctrl-C does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the product did not stop when it was asked to");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ontime"))) {
            folder = Objects.requireNonNull(folder.getParent(), "the test does not run inside the repository");
        }
        return folder;
    }

    private static Map<String, String> settings(Path file) throws IOException {
        var settings = new HashMap<String, String>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            String value = line.substring(equals + 1);
            settings.put(line.substring(0, equals), value.replaceAll("^'|'$", ""));
        }
        return settings;
    }

    private static void drain(BufferedReader lines) {
        // A full pipe would stop the product.
        try {
            lines.lines().forEach(_ -> {});
        } catch (UncheckedIOException e) {
            // It has stopped, and its output with it.
        }
    }
}
