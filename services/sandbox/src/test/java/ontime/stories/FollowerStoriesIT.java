package ontime.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** S6: the profile and the auth back ends are several stores, and everybody can see which of them knows. */
class FollowerStoriesIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningProduct product = SharedProduct.get();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void restore() {
        sandbox("DELETE", "/followers", null);
    }

    @Test
    void aNewNumberIsInForceOnlyWhenEveryStoreHasIt() {
        String user = "/v1/users/story-6f";
        directory("PUT", user, "{\"reason\": \"a story\"}");
        sandbox("POST", "/followers", "{\"follower\": \"graph\", \"outage\": true}");
        directory("POST", user + "/contacts", "{\"phone\": \"07700 900361\", \"vouch\": true}");
        awaitState(user, "issuer", "APPLIED");
        awaitState(user, "scim", "APPLIED");

        assertThat(state(user, "entra")).isEqualTo("PENDING");
        assertThat(inForce(user)).isFalse();

        sandbox("POST", "/followers", "{\"follower\": \"graph\", \"outage\": false}");
        awaitState(user, "entra", "APPLIED");
        assertThat(inForce(user)).isTrue();
        assertThat(sandbox("GET", "/followers/graph/users/story-6f", null)
                        .path("phone")
                        .asString())
                .isEqualTo("+44 7700900361");
        assertThat(sandbox("GET", "/followers/scim/users/story-6f", null)
                        .path("phone")
                        .asString())
                .isEqualTo("tel:+447700900361");
    }

    @Test
    void aNumberThatSomebodyChangesInAnotherStoreIsChangedBack() {
        String user = "/v1/users/story-6d";
        directory("PUT", user, "{\"reason\": \"a story\"}");
        directory("POST", user + "/contacts", "{\"phone\": \"07700 900362\", \"vouch\": true}");
        awaitState(user, "entra", "APPLIED");

        sandbox("PUT", "/followers/graph/users/story-6d", "{\"phone\": \"+44 7700900363\"}");
        directory("POST", user + "/reconcile", "{\"reason\": \"a story\"}");

        await().atMost(PATIENCE)
                .until(() -> sandbox("GET", "/followers/graph/users/story-6d", null)
                        .path("phone")
                        .asString()
                        .equals("+44 7700900362"));
        awaitState(user, "entra", "APPLIED");
    }

    private void awaitState(String user, String follower, String state) {
        await(follower + " is " + state)
                .atMost(PATIENCE)
                .until(() -> state(user, follower).equals(state));
    }

    private String state(String user, String follower) {
        for (JsonNode one : directory("GET", user, null).at("/contacts/0/followers")) {
            if (one.path("follower").asString().equals(follower)) {
                return one.path("state").asString();
            }
        }
        return "none";
    }

    private boolean inForce(String user) {
        return directory("GET", user, null).at("/contacts/0/inForce").asBoolean();
    }

    private JsonNode directory(String method, String path, @Nullable String body) {
        return call(HttpRequest.newBuilder(URI.create(product.setting("DIRECTORY_URL") + path))
                .header("Authorization", "Bearer " + product.setting("ADMIN_API_KEY"))
                .header("Reason", "a story")
                .header("If-Match", "*")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private JsonNode sandbox(String method, String path, @Nullable String body) {
        return call(HttpRequest.newBuilder(URI.create(product.setting("SANDBOX_URL") + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
