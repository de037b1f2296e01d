package ontime.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import ontime.bench.service.ApiKey;
import ontime.bench.service.Servers;
import ontime.bench.service.Service;
import ontime.sealing.KeyFolder;
import org.jspecify.annotations.Nullable;

/** One directory, and nobody who reads what it publishes. */
record LoneDirectory(Servers servers, Service service, HttpClient http) implements AutoCloseable {

    private static final ApiKey ADMIN_KEY = ApiKey.forTheBenchmark();

    /** Starts all of it, with its data in a folder, and returns when the directory is ready. */
    static LoneDirectory start(Path home) throws IOException, InterruptedException {
        Path keys = home.resolve("keys");
        KeyFolder.create(keys);
        var directory = "--ontime.directory.";
        var settings = List.of(
                directory + "keys.fingerprints=" + keys.resolve("fingerprints.json"),
                directory + "keys.contents=" + keys.resolve("directory.json"),
                directory + "keys.recovery=" + keys.resolve("recovery.json"),
                directory + "keys.issuer=" + keys.resolve("issuer.public.json"),
                directory + "tenants.bench.test-numbers=true",
                directory + "tenants.bench.admin-keys[0]=" + ADMIN_KEY.sha256());
        var servers = Servers.start(home);
        var service = servers.run("directory", home, "directory", settings);
        return new LoneDirectory(servers, service, HttpClient.newHttpClient());
    }

    /** An administrator calls. */
    HttpResponse<String> call(String method, String path, @Nullable String type, @Nullable String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(service.url(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Reason", "bench")
                .header("Authorization", ADMIN_KEY.authorization());
        if (type != null) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    Connection connect() throws SQLException {
        return service.connect();
    }

    @Override
    public void close() {
        http.close();
        service.close();
        servers.close();
    }
}
