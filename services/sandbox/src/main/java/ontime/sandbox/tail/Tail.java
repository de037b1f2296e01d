package ontime.sandbox.tail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
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
    private final int columns;

    private Tail(Map<String, String> environment) {
        this.url = required(environment, "HISTORY_URL");
        this.credentials = Base64.getEncoder()
                .encodeToString(
                        (required(environment, "SUPPORT_USER") + ":" + required(environment, "SUPPORT_PASSWORD"))
                                .getBytes(StandardCharsets.UTF_8));
        // Nothing is said of a file or a pipe, where a line may be as long as it likes.
        this.columns = Optional.ofNullable(environment.get("COLUMNS"))
                .filter(text -> text.matches("[1-9][0-9]{0,4}"))
                .map(Integer::parseInt)
                .orElse(Integer.MAX_VALUE);
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
            System.err.println("ontime: " + e.getMessage());
            System.exit(1);
        }
    }

    private void follow() throws IOException, InterruptedException {
        var bars = new StageBar(columns);
        var changes = new Changes(bars);
        var logins = newest();
        bars.head().forEach(System.out::println);
        System.out.println("following " + url + " until Ctrl-C");
        // Whoever reads may leave before we do, as head does.
        while (!System.out.checkError()) {
            for (int i = logins.size() - 1; i >= 0; i--) {
                if (changes.isNews(logins.get(i))) {
                    var login = get("/v1/logins/" + logins.get(i).at("/loginId").asString());
                    changes.of(login).forEach(System.out::println);
                }
            }
            Thread.sleep(PAUSE);
            logins = newest();
        }
    }

    private JsonNode newest() throws IOException, InterruptedException {
        return get("/v1/logins?limit=" + NEWEST + "&from=" + Instant.now().minus(BACK))
                .at("/logins");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + path))
                            .timeout(PATIENCE)
                            .header("Authorization", "Basic " + credentials)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException("the history does not answer at " + url + ": is ./ontime up running?", e);
        }
        return switch (answer.statusCode()) {
            case 200 -> JSON.readTree(answer.body());
            case 401, 403 ->
                throw new IllegalStateException(
                        "SUPPORT_USER and SUPPORT_PASSWORD are not those of somebody who may search at " + url);
            default ->
                throw new IllegalStateException("the history at " + url + " answers HTTP " + answer.statusCode());
        };
    }
}
