package ontime.directory.calls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts JSON and reads what comes back. */
final class Json {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            // A redirect could lead somebody's destination, or our signature, to a place that nobody has chosen.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final JsonMapper json;

    Json(JsonMapper json) {
        this.json = json;
    }

    /** An answer; its body is an empty object when it was no JSON. */
    record Answer(int status, JsonNode body, String retryAfter) {

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    /** @throws IOException when there was no answer; its message holds nothing of what was sent */
    Answer post(URI to, Map<String, String> headers, String body) throws IOException {
        var request = HttpRequest.newBuilder(to)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    read(answer.body()),
                    answer.headers().firstValue("Retry-After").orElse(""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    String write(Object value) {
        return json.writeValueAsString(value);
    }

    private JsonNode read(String body) {
        try {
            JsonNode read = json.readTree(body);
            return read.isObject() ? read : json.createObjectNode();
        } catch (JacksonException e) {
            return json.createObjectNode();
        }
    }
}
