package ontime.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import ontime.sandbox.SandboxApplication;
import ontime.sandbox.behaviour.Conditions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated identity providers as their clients see them, and their knobs. */
@SpringBootTest(
        classes = SandboxApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=sandbox",
            "ontime.sandbox.sns-port=0",
            "ontime.sandbox.smtp-port=0",
            "ontime.sandbox.identity-secret=hush",
            "ontime.sandbox.issuer-url=http://127.0.0.1:1"
        })
class FollowersApiIT {

    private static final String PHONES = "/graph/v1.0/users/u%2B1/authentication/phoneMethods";
    private static final String NUMBER = "{\"phoneNumber\": \"+44 7700900501\", \"phoneType\": \"mobile\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final List<Conditions> conditions;
    private final int port;

    @Autowired
    FollowersApiIT(List<Conditions> conditions, @LocalServerPort int port) {
        this.conditions = conditions;
        this.port = port;
    }

    @AfterEach
    void mend() throws Exception {
        conditions.forEach(Conditions::reset);
        call("PUT", "/followers/graph/users/u%2B1", "", "{\"phone\": null, \"email\": null}");
    }

    @Test
    void aClientWithATokenChangesAMethodAndTheSandboxShowsIt() throws Exception {
        assertThat(call("GET", PHONES, "made-up", null).statusCode()).isEqualTo(401);
        String token = token();

        assertThat(call("POST", PHONES, token, NUMBER).statusCode()).isEqualTo(201);
        assertThat(call("POST", PHONES, token, NUMBER).statusCode()).isEqualTo(400);
        assertThat(call("POST", PHONES, token, "{\"phoneNumber\": \"07700900501\"}")
                        .statusCode())
                .isEqualTo(400);

        JsonNode phones = read(call("GET", PHONES, token, null)).path("value");
        assertThat(phones).hasSize(1);
        assertThat(phones.get(0).path("phoneNumber").asString()).isEqualTo("+44 7700900501");
        assertThat(phones.get(0).path("id").asString()).isEqualTo("3179e48a-750b-4051-897c-87b9720928f7");
        assertThat(read(call("GET", "/followers/graph/users/u%2B1", "", null))
                        .path("phone")
                        .asString())
                .isEqualTo("+44 7700900501");
    }

    @Test
    void aScimUserIsFoundByNameAndChangedUnderItsVersion() throws Exception {
        String search = "/scim/v2/Users?filter=userName%20eq%20%22ada%22";
        JsonNode found = read(call("GET", search, "hush", null));
        assertThat(found.path("totalResults").asInt()).isEqualTo(1);
        String user = "/scim/v2/Users/" + found.at("/Resources/0/id").asString();
        String version = found.at("/Resources/0/meta/version").asString();
        String patch = """
                {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                 "Operations": [{"op": "%s", "path": "%s", "value": %s}]}""";
        String add =
                patch.formatted("add", "phoneNumbers", "[{\"type\": \"mobile\", \"value\": \"tel:+447700900502\"}]");
        String replace = patch.formatted("replace", "emails[type eq \\\"work\\\"].value", "\"ada@example.org\"");

        assertThat(call("PATCH", user, "hush", replace).statusCode())
                .as("there is nothing to replace")
                .isEqualTo(400);
        assertThat(call("PATCH", user, "hush", add, "If-Match", version).statusCode())
                .isEqualTo(200);
        assertThat(call("PATCH", user, "hush", add, "If-Match", version).statusCode())
                .isEqualTo(412);
        assertThat(read(call("GET", user, "hush", null))
                        .at("/phoneNumbers/0/value")
                        .asString())
                .isEqualTo("tel:+447700900502");
        assertThat(call("GET", search, "other", null).statusCode()).isEqualTo(401);
    }

    @Test
    void eachHasItsOwnFaults() throws Exception {
        assertThat(call("POST", "/followers", "", "{\"follower\": \"graph\", \"outage\": true, \"latencyMs\": 0}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(call("GET", PHONES, "any", null).statusCode()).isEqualTo(503);
        assertThat(call("GET", "/scim/v2/Users", "other", null).statusCode()).isEqualTo(401);

        call("POST", "/followers", "", "{\"follower\": \"graph\", \"outage\": false, \"throttlePerSecond\": 1}");
        HttpResponse<String> throttled;
        do {
            throttled = call("GET", PHONES, "any", null);
        } while (throttled.statusCode() == 401);
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("1");
        assertThat(read(call("DELETE", "/followers", "", null))
                        .at("/graph/throttlePerSecond")
                        .asInt())
                .isZero();
    }

    @Test
    void somebodyCanChangeWhatIsHeldAndWhoIsKnown() throws Exception {
        HttpResponse<String> set = call("PUT", "/followers/scim/users/grace", "", "{\"phone\": \"tel:+447700900503\"}");
        assertThat(read(set).path("phone").asString()).isEqualTo("tel:+447700900503");
        assertThat(read(call("PUT", "/followers/scim/users/grace", "", "{\"email\": \"g@example.org\"}"))
                        .path("phone")
                        .asString())
                .isEqualTo("tel:+447700900503");

        assertThat(call("DELETE", "/followers/scim/users/grace", "", null).statusCode())
                .isEqualTo(204);
        assertThat(call("GET", "/followers/scim/users/grace", "", null).statusCode())
                .isEqualTo(404);
        assertThat(read(call("GET", "/scim/v2/Users?filter=userName%20eq%20%22grace%22", "hush", null))
                        .path("totalResults")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"outage\": true}",
                "{\"follower\": \"ldap\"}",
                "{\"follower\": \"scim\", \"lossRate\": 1}",
                "{\"follower\": \"scim\", \"latencyMs\": -1}"
            })
    void whatMakesNoSenseIsMalformed(String body) throws Exception {
        HttpResponse<String> answer = call("POST", "/followers", "", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(read(answer).path("type").asString()).isEqualTo("malformed");
    }

    private String token() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url("/graph/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=ontime&client_secret=hush&scope=default"));
        return read(http.send(request.build(), BodyHandlers.ofString()))
                .path("access_token")
                .asString();
    }

    private HttpResponse<String> call(
            String method, String path, String token, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode read(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private URI url(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
