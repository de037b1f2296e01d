package ontime.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Changes the tenant's policy as an administrator does, and puts it back. */
final class Administrator {

    private final RunningProduct product;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable String original;

    Administrator(RunningProduct product) {
        this.product = product;
    }

    /** @param patch a JSON merge patch (RFC 7396) */
    void changePolicy(String patch) {
        HttpResponse<String> current = get();
        if (original == null) {
            original = current.body();
        }
        send("PATCH", "application/merge-patch+json", patch, current);
    }

    void restorePolicy() {
        if (original != null) {
            send("PUT", "application/json", original, get());
            original = null;
        }
    }

    /** The destinations that get no more messages, masked, as JSON. */
    String suppressions() {
        return send(request("/v1/suppressions").GET()).body();
    }

    /** Adds a user to the directory and vouches for a phone number. */
    void movesInto(String userId, String phone) {
        movesInto(userId, phone, "");
    }

    /** The same, where the phone number is part of a trace. */
    void movesInto(String userId, String phone, String traceparent) {
        var user = product.setting("DIRECTORY_URL") + "/v1/users/" + userId;
        send(at(user).header("Reason", "a story").PUT(BodyPublishers.noBody()));
        var contacts = at(user + "/contacts");
        if (!traceparent.isEmpty()) {
            contacts.header("traceparent", traceparent);
        }
        var answer = send(contacts.header("Reason", "a story")
                .header("If-Match", "\"0\"")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"phone\": \"" + phone + "\", \"vouch\": true}")));
        if (answer.statusCode() != 200) {
            throw new AssertionError("adding a contact: HTTP " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Whether the store has the user's newest contact. */
    boolean hasBroughtTo(String store, String userId) {
        var user = AuthService.json(send(at(product.setting("DIRECTORY_URL") + "/v1/users/" + userId)
                .header("Reason", "a story")
                .GET()));
        return StreamSupport.stream(user.at("/contacts/0/followers").spliterator(), false)
                .anyMatch(one -> one.path("follower").asString("").equals(store)
                        && one.path("state").asString("").equals("APPLIED"));
    }

    private HttpResponse<String> get() {
        return send(request("/v1/policy").GET());
    }

    private void send(String method, String type, String body, HttpResponse<String> replaced) {
        var answer = send(request("/v1/policy")
                .header("Content-Type", type)
                .header("If-Match", replaced.headers().firstValue("ETag").orElseThrow())
                .header("Reason", "a story")
                .method(method, BodyPublishers.ofString(body)));
        if (answer.statusCode() != 200) {
            throw new AssertionError("changing the policy: HTTP " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return at(product.setting("ISSUER_URL") + path);
    }

    private HttpRequest.Builder at(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + product.setting("ADMIN_API_KEY"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
