package ontime.directory.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import ontime.directory.calls.WholeAnswer;
import ontime.tracing.Call;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a store outside, within a time, and reads what comes back. */
final class Https implements AutoCloseable {

    /** More than any answer about one user takes. */
    private static final long LARGEST_ANSWER = 1024L * 1024;

    private final HttpClient client;
    private final Duration patience;
    private final JsonMapper json;
    private final String store;
    private final Spans spans;
    private final InstantSource clock;

    /** @param store the name of the store, for traces */
    Https(String store, Duration patience, JsonMapper json, Spans spans, InstantSource clock) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .version(HttpClient.Version.HTTP_1_1)
                // A redirect could lead somebody's destination, or our credentials, to a place that nobody has chosen.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.patience = patience;
        this.json = json;
        this.store = store;
        this.spans = spans;
        this.clock = clock;
    }

    /**
     * An answer.
     *
     * @param body an empty object when it was no JSON
     * @param notBefore from when on the store wants to be asked again (Retry-After, RFC 9110); null when it does not
     *     say
     */
    record Reply(int status, JsonNode body, @Nullable Instant notBefore) {

        boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /**
     * Makes a call.
     *
     * @param body null when there is none
     * @throws IOException when there was no whole answer in time; its message holds nothing of what was sent
     */
    Reply call(String method, URI to, Map<String, String> headers, @Nullable String body) throws IOException {
        BodyPublisher sent = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(to).method(method, sent);
        headers.forEach(request::header);
        var reader = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST_ANSWER);
        // Whose store it is learns nothing of our traces.
        try (var call = Call.begin(spans, clock, method, store)) {
            return answer(call, request.build(), reader);
        }
    }

    private Reply answer(Call call, HttpRequest request, HttpResponse.BodyHandler<String> reader) throws IOException {
        try {
            var reply = reply(WholeAnswer.of(client, request, reader, patience));
            call.answered(reply.status());
            return reply;
        } catch (IOException e) {
            call.failed(e);
            throw e;
        } catch (ExecutionException e) {
            var failure =
                    e.getCause() instanceof IOException known ? known : new IOException("no answer", e.getCause());
            call.failed(failure);
            throw failure;
        }
    }

    private Reply reply(HttpResponse<String> answer) {
        return new Reply(
                answer.statusCode(),
                read(answer.body()),
                answer.headers().firstValue("Retry-After").map(this::instant).orElse(null));
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

    /** Seconds, or a date; what is neither says nothing. */
    private @Nullable Instant instant(String retryAfter) {
        try {
            return retryAfter.matches("[0-9]{1,6}")
                    ? clock.instant().plusSeconds(Long.parseLong(retryAfter))
                    : ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
