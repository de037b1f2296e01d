package ontime.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls a service from outside. An answer that is no success fails the test with its body. */
final class Caller {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final String authorization;

    /** With an empty authorization: a stranger. */
    Caller(String url, String authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    static Caller withKey(String url, @Nullable String key) {
        return new Caller(url, "Bearer " + key);
    }

    static Caller withPassword(String url, String user, @Nullable String password) {
        byte[] credentials = (user + ":" + password).getBytes(UTF_8);
        return new Caller(url, "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    JsonNode post(String path, String json) {
        return JsonMapper.shared()
                .readTree(answer(
                        request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json))));
    }

    JsonNode get(String path) {
        return JsonMapper.shared().readTree(text(path));
    }

    String text(String path) {
        return answer(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(10));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static String answer(HttpRequest.Builder request) {
        try {
            var answer = HTTP.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(
                        answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
