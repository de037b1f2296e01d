package ontime.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import ontime.bench.service.ApiKey;
import ontime.bench.service.Servers;
import ontime.bench.service.Service;

/** One receipt gateway, and nobody who reads what it publishes. */
record LoneGateway(Servers servers, Service service) implements AutoCloseable {

    static final ApiKey ACCESS_KEY = ApiKey.forTheBenchmark();

    /** Starts all of it, with its data in a folder, and returns when the gateway is ready. */
    static LoneGateway start(Path home) throws IOException, InterruptedException {
        var settings = List.of("--ontime.gateway.firehose.access-keys=" + ACCESS_KEY.sha256());
        var servers = Servers.start(home);
        return new LoneGateway(servers, servers.run("receipt-gateway", home, "gateway", settings));
    }

    URI url(String path) {
        return service.url(path);
    }

    /** The gateway and its database. */
    List<ProcessHandle> processes() {
        return List.of(
                service.process(), ProcessHandle.of(servers.postgres().pid()).orElseThrow());
    }

    String bootstrapServers() {
        return servers.kafka().bootstrapServers();
    }

    String registryUrl() {
        return servers.registry().url();
    }

    String databaseUrl() {
        return servers.postgres().server().owner().libpqUrl();
    }

    @Override
    public void close() {
        service.close();
        servers.close();
    }
}
