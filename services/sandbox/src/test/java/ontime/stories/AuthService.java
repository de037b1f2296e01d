package ontime.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an auth service, its user's phone and a support agent do with the product: HTTP as in the contract. */
final class AuthService {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CODE = Pattern.compile("(?<![0-9#])([0-9]{6})(?![0-9])");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningProduct product;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Phones keep what earlier stories sent them, and two characters make a reference: an old one may have the same.
     */
    private Instant lastAsked = Instant.EPOCH;

    AuthService(RunningProduct product) {
        this.product = product;
    }

    /** Asks for a code, which must be granted. */
    JsonNode login(String body) {
        return login(body, null);
    }

    /** The same within a trace (W3C Trace Context). */
    JsonNode login(String body, @Nullable String traceparent) {
        lastAsked = InstantSource.system().instant();
        var request = toIssuer("/v1/challenges", body);
        if (traceparent != null) {
            request.header("traceparent", traceparent);
        }
        var answer = send(request);
        if (answer.statusCode() != 201) {
            throw new AssertionError("asking for a code: HTTP " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> post(String path, String body) {
        return send(toIssuer(path, body));
    }

    private HttpRequest.Builder toIssuer(String path, String body) {
        return HttpRequest.newBuilder(URI.create(product.setting("ISSUER_URL") + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + product.setting("API_KEY"))
                .POST(BodyPublishers.ofString(body));
    }

    /** Asks for the same code once more. */
    HttpResponse<String> resend(JsonNode challenge) {
        return resend(challenge, "{}");
    }

    HttpResponse<String> resend(JsonNode challenge, String body) {
        return post("/v1/challenges/" + challenge.get("challengeId").asString() + "/resend", body);
    }

    /** Sets how the simulated carrier behaves. */
    void carrier(String behaviour) {
        behave("/carrier", behaviour);
    }

    void mail(String behaviour) {
        behave("/mail", behaviour);
    }

    private void behave(String provider, String behaviour) {
        var answer = send(HttpRequest.newBuilder(URI.create(product.setting("SANDBOX_URL") + provider))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(behaviour)));
        if (answer.statusCode() != 200) {
            throw new AssertionError("setting " + provider + ": HTTP " + answer.statusCode() + " " + answer.body());
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    /** Types a code for a challenge. */
    JsonNode check(JsonNode challenge, String code) {
        return JSON.readTree(post(
                        "/v1/challenges/" + challenge.get("challengeId").asString() + "/check",
                        "{\"code\": \"" + code + "\"}")
                .body());
    }

    /** The message that carries this reference and has come since a code was last asked for. */
    JsonNode awaitMessage(String to, String reference) {
        return Awaitility.await("message " + reference + " to " + to)
                .atMost(PATIENCE)
                .until(() -> message(to, reference), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> message(String to, String reference) {
        return messages(to).stream()
                .filter(message -> message.get("body").asString().contains("code " + reference))
                .findFirst();
    }

    /** What has come to a phone or mailbox since a code was last asked for. */
    List<JsonNode> messages(String to) {
        JsonNode messages = JSON.readTree(
                get(product.setting("SANDBOX_URL") + "/messages?to=" + encode(to) + "&since=" + lastAsked));
        return StreamSupport.stream(messages.spliterator(), false).toList();
    }

    static String codeIn(JsonNode message) {
        Matcher matcher = CODE.matcher(message.get("body").asString());
        if (!matcher.find()) {
            throw new AssertionError("there is no code in the message");
        }
        return matcher.group(1);
    }

    /** What the support agent sees of a login, as soon as its verdict is this one. */
    JsonNode awaitVerdict(String loginId, String verdict) {
        return awaitHistory(
                loginId, login -> login.at("/verdict/code").asString("").equals(verdict));
    }

    /** Waits until a delivery of a challenge, counted from 0, has this status. */
    void awaitDelivery(JsonNode challenge, int delivery, String status) {
        String id = challenge.get("challengeId").asString();
        awaitHistory(
                challenge.get("loginId").asString(),
                login -> StreamSupport.stream(login.at("/challenges").spliterator(), false)
                        .filter(one -> one.get("challengeId").asString().equals(id))
                        .anyMatch(one -> one.at("/deliveries/" + delivery + "/status")
                                .asString("")
                                .equals(status)));
    }

    JsonNode awaitHistory(String loginId, Predicate<JsonNode> expected) {
        return Awaitility.await("login " + loginId).atMost(PATIENCE).until(() -> history(loginId), expected);
    }

    JsonNode history(String loginId) {
        String credentials = product.setting("SUPPORT_USER") + ":" + product.setting("SUPPORT_PASSWORD");
        return JSON.readTree(send(HttpRequest.newBuilder(
                                URI.create(product.setting("HISTORY_URL") + "/v1/logins/" + loginId))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8))))
                .body());
    }

    String get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url))).body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
