package ontime.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * The rule for all schemas of a registry: every version can read what every other wrote. A registry that nobody told so
 * takes any change.
 */
final class CompatibilityRule {
    private static final String RULE = "{\"compatibility\": \"FULL_TRANSITIVE\"}";

    private CompatibilityRule() {}

    static void demand(String registryUrl) {
        var request = HttpRequest.newBuilder(URI.create(registryUrl + "/apis/ccompat/v7/config"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(BodyPublishers.ofString(RULE))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the schema registry refused its compatibility rule: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the schema registry did not take its compatibility rule", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the schema registry took its rule", e);
        }
    }
}
