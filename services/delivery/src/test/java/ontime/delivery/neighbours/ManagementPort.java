package ontime.delivery.neighbours;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.core.env.Environment;

/** Where a worker tells how it is. */
public final class ManagementPort {

    private final URI address;

    /** @param environment of the running service */
    public ManagementPort(Environment environment) {
        this.address = URI.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
    }

    /** Whether a probe of an orchestrator is content: {@code liveness} or {@code readiness}. */
    public boolean isHealthy(String probe) {
        return get("/actuator/health/" + probe).statusCode() == 200;
    }

    /** All that is measured, as Prometheus reads it. */
    public String metrics() {
        return get("/actuator/prometheus").body();
    }

    private HttpResponse<String> get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
