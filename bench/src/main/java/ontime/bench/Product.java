package ontime.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A whole installation, started as a user would start it, on ports of its own. */
final class Product implements AutoCloseable {

    private static final String PORT_BASE = "28080";

    private final Path home;
    private final Process process;
    private final double secondsToReady;
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newHttpClient();

    private Product(Path home, Process process, double secondsToReady, Map<String, String> environment) {
        this.home = home;
        this.process = process;
        this.secondsToReady = secondsToReady;
        this.environment = environment;
    }

    /**
     * Starts one and returns when it is ready.
     *
     * @param home where its data lie; kept when it stops
     */
    static Product start(Path home) throws IOException {
        var builder = new ProcessBuilder("./ontime", "up")
                .directory(Path.of("").toAbsolutePath().toFile());
        builder.environment().put("ONTIME_PORT_BASE", PORT_BASE);
        builder.environment().put("ONTIME_HOME", home.toString());
        builder.redirectErrorStream(true);
        Process process = builder.start();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("READY")) {
                double seconds = Double.parseDouble(line.replaceAll("^READY[^0-9]*([0-9.]+).*", "$1"));
                Thread.ofVirtual().start(() -> drain(output));
                return new Product(home, process, seconds, read(home.resolve("env")));
            }
        }
        process.destroyForcibly();
        throw new IOException("the product did not start; its logs are in " + home.resolve("logs"));
    }

    double secondsToReady() {
        return secondsToReady;
    }

    /** The launcher, everything that it has started, and the database, which is nobody's child. */
    List<ProcessHandle> processes() throws IOException {
        long postmaster = Long.parseLong(
                Files.readAllLines(home.resolve("postgres/postmaster.pid")).getFirst());
        List<ProcessHandle> roots =
                List.of(process.toHandle(), ProcessHandle.of(postmaster).orElseThrow());
        return Stream.concat(roots.stream(), roots.stream().flatMap(ProcessHandle::descendants))
                .toList();
    }

    /** Deletes the data of a product that has stopped. */
    static void delete(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    String setting(String name) {
        return environment.getOrDefault(name, "");
    }

    HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String url, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + setting("API_KEY"))
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        var settings = new HashMap<String, String>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                String value = line.substring(equals + 1).strip();
                settings.put(
                        line.substring(0, equals).replace("export ", "").strip(),
                        value.replaceAll("^['\"]|['\"]$", ""));
            }
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
