package ontime.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import ontime.bench.service.ApiKey;
import ontime.bench.service.Servers;
import ontime.bench.service.Service;
import ontime.infrastructure.LocalPostgres;
import ontime.sealing.KeyFolder;

/** One issuer, and nobody who reads what it publishes. */
record LoneIssuer(Servers servers, Service service, HttpClient http) implements AutoCloseable {

    static final ApiKey API_KEY = ApiKey.forTheBenchmark();

    /** Starts all of it, with its data in a folder, and returns when the issuer is ready. */
    static LoneIssuer start(Path home) throws IOException, InterruptedException {
        Path keys = home.resolve("keys");
        KeyFolder.create(keys);
        var issuer = "--ontime.issuer.";
        var settings = List.of(
                issuer + "keys.codes=" + keys.resolve("codes.json"),
                issuer + "keys.fingerprints=" + keys.resolve("fingerprints.json"),
                issuer + "keys.contents=" + keys.resolve("contents.json"),
                issuer + "keys.sms=" + keys.resolve("sms.public.json"),
                issuer + "keys.email=" + keys.resolve("email.public.json"),
                issuer + "keys.issuer=" + keys.resolve("issuer.private.json"),
                issuer + "tenants.bench.api-keys[0]=" + API_KEY.sha256());
        var servers = Servers.start(home);
        var service = servers.run("issuer", home, "issuer", settings);
        return new LoneIssuer(servers, service, HttpClient.newHttpClient());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", API_KEY.authorization())
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    URI url(String path) {
        return service.url(path);
    }

    ProcessHandle process() {
        return service.process();
    }

    LocalPostgres postgres() {
        return servers.postgres();
    }

    @Override
    public void close() {
        http.close();
        service.close();
        servers.close();
    }
}
