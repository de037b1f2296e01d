package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller that does not know whether its request arrived sends it again. */
class IdempotencyIT {

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final String user = RunningIssuer.newUser();
    private final String key = "key-of-" + user;
    private final String body = "{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user);

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void theSameKeyAndBodyGetTheSameAnswerWhateverHappenedSince() {
        issuer.clock().stop();
        Answer first = ask(key, body);
        issuer.clock().advance(Duration.ofSeconds(30));
        issuer.resend(first.text("/challengeId"), "{}");
        issuer.delete("/v1/challenges/" + first.text("/challengeId"));

        Answer again = ask(key, body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    }

    @Test
    void theSameBodyInAnotherNotationIsTheSame() {
        Answer first = ask(key, body);

        Answer again =
                ask(key, "{ \"phone\" : \"07700 900123\", \"userId\" : \"%s\", \"email\": null }".formatted(user));

        assertThat(again.response().body()).isEqualTo(first.response().body());
    }

    @Test
    void theSameKeyWithAnotherBodyIsAMistake() {
        ask(key, body);

        Answer other = ask(key, body.replace("900123", "900124"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/type")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void withoutAKeyEachRequestIsANewOne() {
        assertThat(issuer.post("/v1/challenges", body).text("/challengeId"))
                .isNotEqualTo(issuer.post("/v1/challenges", body).text("/challengeId"));
    }

    @Test
    void tenantsDoNotShareKeys() {
        Answer ours = ask(key, body);
        Answer theirs = RunningIssuer.send(issuer.request("/v1/challenges")
                .setHeader("Authorization", "Bearer " + RunningIssuer.STRICT_KEY)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString("{\"userId\": \"%s\", \"email\": \"ada@example.com\"}".formatted(user))));

        assertThat(theirs.status()).isEqualTo(201);
        assertThat(theirs.text("/challengeId")).isNotEqualTo(ours.text("/challengeId"));
    }

    @Test
    void whatWasRefusedHadNoEffectAndMayBeTriedAgain() {
        String nowhere = "{\"userId\": \"%s\", \"phone\": \"+12025550143\"}".formatted(user);
        assertThat(ask(key, nowhere).status()).isEqualTo(422);

        assertThat(ask(key, body).status()).isEqualTo(201);
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        assertThat(ask("two words", body).text("/type")).isEqualTo("malformed");
        assertThat(ask("k".repeat(256), body).text("/type")).isEqualTo("malformed");
        assertThat(ask("", body).text("/type")).isEqualTo("malformed");
        assertThat(ask("k".repeat(255), body).status()).isEqualTo(201);
    }

    private Answer ask(String idempotencyKey, String asked) {
        return RunningIssuer.send(issuer.request("/v1/challenges")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(asked)));
    }
}
