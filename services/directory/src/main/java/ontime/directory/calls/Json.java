package ontime.directory.calls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import ontime.events.EventHeaders;
import ontime.tracing.Call;
import ontime.tracing.Spans;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Posts JSON and reads what comes back. Whoever answers slowly, or without an end, takes no more than its share. */
final class Json {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LONGEST = 64 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            // A redirect could lead somebody's destination, or our signature, to a place that nobody has chosen.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final JsonMapper json;
    private final Duration patience;
    private final Spans spans;
    private final InstantSource clock;

    Json(JsonMapper json, Spans spans, InstantSource clock) {
        this(json, PATIENCE, spans, clock);
    }

    /** @param patience for a whole call, from the first connection to the last byte of the answer */
    Json(JsonMapper json, Duration patience, Spans spans, InstantSource clock) {
        this.json = json;
        this.patience = patience;
        this.spans = spans;
        this.clock = clock;
    }

    /** An answer; its body is an empty object when it was no JSON. */
    record Answer(int status, JsonNode body, String retryAfter) {

        String text(String field) {
            return body.path(field).asString("");
        }
    }

    /**
     * Posts, and reads the answer, of which 64 KiB are enough.
     *
     * @param whom a name of who is called, for traces
     * @throws IOException when there was no whole answer; its message holds nothing of what was sent
     */
    Answer post(String whom, URI to, Map<String, String> headers, String body) throws IOException {
        var answer = call(whom, to, headers, body, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST));
        return new Answer(
                answer.statusCode(),
                read(answer.body()),
                answer.headers().firstValue("Retry-After").orElse(""));
    }

    /**
     * The same for whom nothing is asked of but to have heard it: gives the status.
     *
     * @throws IOException when there was no whole answer
     */
    int tell(String whom, URI to, Map<String, String> headers, String body) throws IOException {
        return call(whom, to, headers, body, BodyHandlers.discarding()).statusCode();
    }

    private <T> HttpResponse<T> call(
            String whom, URI to, Map<String, String> headers, String body, BodyHandler<T> reader) throws IOException {
        var request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try (var call = Call.begin(spans, clock, "POST", whom)) {
            String trace = call.header();
            if (trace != null) {
                request.header(EventHeaders.TRACE_PARENT, trace);
            }
            return answer(call, request.build(), reader);
        }
    }

    private <T> HttpResponse<T> answer(Call call, HttpRequest request, BodyHandler<T> reader) throws IOException {
        try {
            var answer = WholeAnswer.of(client, request, reader, patience);
            call.answered(answer.statusCode());
            return answer;
        } catch (IOException e) {
            call.failed(e);
            throw e;
        } catch (ExecutionException e) {
            call.failed(e);
            throw new IOException("no answer", e.getCause());
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
