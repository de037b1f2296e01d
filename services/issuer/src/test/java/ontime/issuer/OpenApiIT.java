package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.issuer.challenge.Challenge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The description of the API says what the API does. */
class OpenApiIT {

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Topics topics = Topics.shared();
    private final JsonNode description = issuer.get("/v1/openapi").body();
    private final String user = RunningIssuer.newUser();

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void theDescriptionIsOpenToStrangersAndNothingElseIs() {
        for (String path : List.of("/v1/openapi", "/v1/openapi.yaml")) {
            assertThat(RunningIssuer.send(asStranger(path)).status()).as(path).isEqualTo(200);
        }
        assertThat(description.at("/openapi").asString()).startsWith("3.");
        for (String path : List.of("/v1/policy", "/v1/openapi/", "/v1/openapi/x", "/v1/openapi;x", "/v1/openapi%2Fx")) {
            assertThat(RunningIssuer.send(asStranger(path)).status()).as(path).isIn(400, 401, 404);
        }
    }

    @Test
    void everyCallIsDescribedButThoseOfTheConsole() {
        var calls = issuer
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().getBeanType().getPackageName().startsWith("ontime."))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .flatMap(path -> entry.getKey().getMethodsCondition().getMethods().stream()
                                .map(RequestMethod::name)
                                .map(method -> method.toLowerCase(Locale.ROOT) + " " + path)))
                .filter(call -> !call.contains("/v1/agent/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described()).isEqualTo(calls).hasSizeGreaterThan(15);
        assertThat(operations().map(call -> call.at("/summary").asString(""))).noneMatch(String::isEmpty);
    }

    @Test
    void theAnswersHaveTheFieldsThatAreDescribed() {
        Answer made = issuer.ask(user, "\"phone\": \"07700 900123\"");
        String challenge = made.text("/challengeId");
        String path = "/v1/challenges/{challengeId}";
        agree(made, "/v1/challenges", "post", "201");
        agree(issuer.get("/v1/challenges/" + challenge), path, "get", "200");
        issuer.clock().advance(Duration.ofSeconds(31));
        agree(issuer.resend(challenge, "{}"), path + "/resend", "post", "200");
        agree(issuer.checkLogin(made.text("/loginId"), "00000000"), "/v1/logins/{loginId}/check", "post", "200");
        agree(issuer.check(challenge, topics.awaitCode(challenge)), path + "/check", "post", "200");
        agree(asAdmin("/v1/policy/versions"), "/v1/policy/versions", "get", "200");
        agree(asAdmin("/v1/closed-ranges"), "/v1/closed-ranges", "get", "200");
        agree(asAdmin("/v1/suppressions"), "/v1/suppressions", "get", "200");
    }

    @Test
    void aRefusalHasTheFieldsThatAreDescribed() {
        Answer early =
                issuer.resend(issuer.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId"), "{}");
        Answer nowhere = issuer.post("/v1/challenges", "{\"userId\": \"" + user + "\"}");
        assertThat(early.status()).isEqualTo(429);
        assertThat(nowhere.status()).isEqualTo(422);

        for (Answer refused : List.of(early, nowhere)) {
            assertThat(fields(schema("/v1/challenges", "post", "default", "application~1problem+json")))
                    .containsAll(refused.body().propertyNames());
        }
    }

    @Test
    void theFieldsThatAreTakenAreThoseThatAreDescribed() {
        Map.of(
                        "/v1/challenges", "/v1/challenges",
                        "/v1/challenges/{challengeId}/check", "/v1/challenges/some/check",
                        "/v1/challenges/{challengeId}/resend", "/v1/challenges/some/resend",
                        "/v1/logins/{loginId}/check", "/v1/logins/some/check")
                .forEach((described, path) -> {
                    var schema = resolved(description.at(
                            "/paths/" + pointer(described) + "/post/requestBody/content/application~1json/schema"));
                    // Whoever sends a field that there is none of is told which there are.
                    var known = issuer.post(path, "{\"noSuchField\": 1}")
                            .text("/detail")
                            .replace("The fields are ", "")
                            .split(", ", -1);
                    assertThat(fields(schema)).as(described).isEqualTo(new TreeSet<>(Arrays.asList(known)));
                });
    }

    @Test
    void whatIsOneOfAFewIsDescribedAsThat() {
        var schemas = description.at("/components/schemas");

        assertThat(values(schemas.at("/CheckAnswer/properties/outcome/enum")))
                .containsExactlyInAnyOrder("VERIFIED", "WRONG_CODE", "SUPERSEDED", "EXPIRED", "ALREADY_USED", "LOCKED");
        assertThat(values(schemas.at("/ChallengeAnswer/properties/status/enum")))
                .containsAll(Stream.of(Challenge.State.values())
                        .filter(state -> state != Challenge.State.ACTIVE)
                        .map(Enum::name)
                        .toList())
                .contains("REQUESTED", "EXPIRED")
                .hasSize(7);
        assertThat(description.toString()).doesNotContain("\"Caller\"", "\"JsonNode\"", "sealed", "fingerprint");
    }

    /** The very fields, and those of the objects within. */
    private void agree(Answer answer, String path, String method, String status) {
        assertThat(answer.status()).as(path).isEqualTo(Integer.parseInt(status));
        agree(path, answer.body(), schema(path, method, status, "application~1json"));
    }

    private void agree(String where, JsonNode answer, JsonNode schema) {
        assertThat(fields(schema)).as(where).isEqualTo(new TreeSet<>(answer.propertyNames()));
        answer.propertyStream()
                .filter(field -> field.getValue().isObject())
                .forEach(field -> agree(
                        where + "/" + field.getKey(),
                        field.getValue(),
                        resolved(schema.at("/properties/" + field.getKey()))));
    }

    private JsonNode schema(String path, String method, String status, String type) {
        return resolved(description.at(
                "/paths/" + pointer(path) + "/" + method + "/responses/" + status + "/content/" + type + "/schema"));
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.at("/$ref").asString("");
        return reference.isEmpty() ? schema : description.at(reference.substring(1));
    }

    private static Set<String> fields(JsonNode schema) {
        return new TreeSet<>(schema.at("/properties").propertyNames());
    }

    private static List<String> values(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private Set<String> described() {
        return description
                .at("/paths")
                .propertyStream()
                .flatMap(path -> path.getValue().propertyNames().stream().map(method -> method + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<JsonNode> operations() {
        return description.at("/paths").valueStream().flatMap(JsonNode::valueStream);
    }

    private Answer asAdmin(String path) {
        return RunningIssuer.send(issuer.request(path)
                .setHeader("Authorization", "Bearer " + RunningIssuer.DEMO_ADMIN_KEY)
                .GET());
    }

    private HttpRequest.Builder asStranger(String path) {
        return issuer.request(path).setHeader("Authorization", "nothing").method("GET", BodyPublishers.noBody());
    }

    private static String pointer(String path) {
        return path.replace("/", "~1");
    }
}
