package ontime.sandbox.portal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import ontime.sandbox.SandboxSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Calls the issuer's HTTP API as an auth service does. */
@Component
final class Issuer implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LARGEST_ANSWER = 64 * 1024;

    private final URI url;
    private final @Nullable String apiKey;
    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

    /**
     * What the issuer said.
     *
     * @param type the header Content-Type; null when there was none
     * @param retryAfter the header of that name, seconds; null when there was none
     */
    record Answer(
            int status,
            @Nullable String type,
            String body,
            @Nullable String retryAfter) {}

    Issuer(SandboxSettings settings, JsonMapper json) {
        this.url = settings.issuerUrl();
        this.apiKey = settings.apiKey();
        this.json = json;
    }

    /**
     * Sends JSON.
     *
     * @throws IOException when the issuer cannot be reached or does not answer in time
     */
    Answer post(String path, Object body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(TIMEOUT)
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        if (apiKey != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + apiKey);
        }
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream answer = response.body()) {
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse(null),
                    new String(answer.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8),
                    response.headers().firstValue(HttpHeaders.RETRY_AFTER).orElse(null));
        }
    }

    /** Breaks off what is under way, because a demo has nothing to finish. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
