package ontime.sandbox.tail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the history every other second for the newest logins and prints what has changed, until Ctrl-C. Each look is in
 * the history's audit.
 */
public final class Tail {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Deliveries change for as long as their code lives. */
    private static final Duration BACK = Duration.ofMinutes(10);

    private static final int NEWEST = 50;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String credentials;

    private Tail(Map<String, String> environment) {
        this.url = required(environment, "HISTORY_URL");
        this.credentials = Base64.getEncoder()
                .encodeToString(
                        (required(environment, "SUPPORT_USER") + ":" + required(environment, "SUPPORT_PASSWORD"))
                                .getBytes(StandardCharsets.UTF_8));
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    /**
     * Runs until it is stopped.
     *
     * @param arguments none; the environment names the history and who asks
     */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            new Tail(System.getenv()).follow();
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            System.err.println("ontime: the history does not answer: " + e.getMessage());
            System.exit(1);
        }
    }

    private void follow() throws IOException, InterruptedException {
        var changes = new Changes();
        System.out.println(StageBar.LEGEND);
        while (true) {
            var logins = get("/v1/logins?limit=" + NEWEST + "&from="
                            + Instant.now().minus(BACK))
                    .at("/logins");
            for (int i = logins.size() - 1; i >= 0; i--) {
                if (changes.isNews(logins.get(i))) {
                    var login = get("/v1/logins/" + logins.get(i).at("/loginId").asString());
                    changes.of(login).forEach(System.out::println);
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Basic " + credentials)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("HTTP " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }
}
