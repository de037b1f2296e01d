package ontime.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import ontime.events.CheckOutcome;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ApiIT extends HistoryIntegration {

    @Autowired
    private FactLog log;

    @Test
    void whoeverHasTheAnswerIsToldSoUntilSomethingHappens() {
        var story = LoginStory.login("tagged").requested(0.1).accepted(0.2, 0.3);
        log.add(story.facts());
        var first = get("/v1/logins/l-tagged", sally());
        var tag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        assertThat(first.headers().firstValue("Cache-Control").orElseThrow()).contains("no-cache", "private");

        var second = conditional(tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();

        log.add(story.typed(CheckOutcome.VERIFIED, 5, 12).facts());
        var third = conditional(tag);
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    }

    private HttpResponse<String> conditional(String tag) {
        return send(HttpRequest.newBuilder(address("/v1/logins/l-tagged"))
                .headers(sally())
                .header("If-None-Match", tag)
                .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/logins", "/v1/logins/l-tagged", "/v1/logins/l-tagged/export"})
    void whatCanOnlyBeReadSaysSo(String path) {
        var answer = postJson(path, "{}", sally());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET");
        assertThat(json(answer).at("/type").asString()).isEqualTo("method-not-allowed");
    }

    @Test
    void aBrowserCannotBeMadeToSendWhatOnlyItsUserMay() {
        var forged = HttpRequest.newBuilder(address("/v1/erasures"))
                .headers(adam())
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{\"userId\": \"u-1\"}"))
                .build();

        assertThat(send(forged).statusCode()).isEqualTo(403);
    }

    @Test
    void theApiIsDescribedAndTheDescriptionIsOpen() {
        var answer = get("/v1/openapi");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var description = json(answer);
        assertThat(description.at("/openapi").asString()).startsWith("3.");
        assertThat(description.at("/paths").propertyNames())
                .contains(
                        "/v1/logins",
                        "/v1/logins/{loginId}",
                        "/v1/logins/{loginId}/export",
                        "/v1/latency",
                        "/v1/conversion",
                        "/v1/erasures",
                        "/v1/rebuild");
        assertThat(description
                        .at("/paths/~1v1~1logins/get/parameters")
                        .valueStream()
                        .map(parameter -> parameter.at("/name").asString()))
                .containsExactlyInAnyOrder(
                        "q",
                        "user",
                        "phone",
                        "email",
                        "reference",
                        "channel",
                        "status",
                        "from",
                        "to",
                        "cursor",
                        "limit");
        assertThat(answer.body()).doesNotContain("sealed", "fingerprint", "Fingerprint", "HistoryUser", "password\"");
    }
}
