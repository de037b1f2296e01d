package ontime.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The stories S2 to S5 and S8, in which the issuer remembers and decides. */
class IssuerStoriesIT {

    private final AuthService auth = new AuthService(SharedProduct.get());
    private final Administrator administrator = new Administrator(SharedProduct.get());

    @AfterEach
    void restore() {
        administrator.restorePolicy();
        auth.carrier("{\"outage\": false}");
    }

    /** S2: a second click made a new code; the person types the old one, or the old one is still on its way. */
    @Test
    void whoClicksTwiceIsToldWhichCodeToUseAndTheDeadOneIsNeverSent() {
        String phone = "+447700900301";
        auth.carrier("{\"outage\": true}");
        JsonNode first = auth.login("{\"userId\": \"story-2\", \"phone\": \"%s\"}".formatted(phone));
        auth.awaitDelivery(first, 0, "DEFERRED");
        JsonNode second = auth.login("{\"userId\": \"story-2\", \"phone\": \"%s\"}".formatted(phone));
        auth.awaitDelivery(first, 0, "DROPPED");
        auth.carrier("{\"outage\": false}");

        JsonNode message = auth.awaitMessage(phone, second.get("reference").asString());
        assertThat(auth.messages(phone))
                .noneMatch(one -> one.get("body")
                        .asString()
                        .contains("code " + first.get("reference").asString()));
        JsonNode third = auth.login("{\"userId\": \"story-2\", \"phone\": \"%s\"}".formatted(phone));
        JsonNode answer = auth.check(third, AuthService.codeIn(message));

        assertThat(answer.get("outcome").asString()).isEqualTo("SUPERSEDED");
        assertThat(answer.at("/current/reference").asString())
                .isEqualTo(third.get("reference").asString());
        auth.awaitVerdict(third.get("loginId").asString(), "SUPERSEDED_CODE_ENTERED");
    }

    /** S2, for a tenant that chose GRACE: the policy is in force without a restart. */
    @Test
    void withGraceTheOldCodeOfTheSameLoginStillCounts() {
        administrator.changePolicy("{\"codes\": {\"supersession\": {\"mode\": \"GRACE\", \"grace\": \"PT1M\"}}}");
        String login = "{\"userId\": \"story-2g\", \"loginId\": \"story-2g-login\", \"phone\": \"+447700900302\"}";
        JsonNode first = auth.login(login);
        String oldCode = AuthService.codeIn(
                auth.awaitMessage("+447700900302", first.get("reference").asString()));
        JsonNode second = auth.login(login);

        assertThat(auth.check(second, oldCode).get("outcome").asString()).isEqualTo("VERIFIED");

        auth.awaitVerdict("story-2g-login", "VERIFIED");
    }

    /** S3: impatient resend while the first code is in flight. */
    @Test
    void anImpatientResendIsToldThatTheCodeIsStillValidAndALaterOneSendsTheSameCode() {
        String phone = "+447700900303";
        JsonNode challenge = auth.login("{\"userId\": \"story-3\", \"phone\": \"%s\"}".formatted(phone));
        String reference = challenge.get("reference").asString();
        String code = AuthService.codeIn(auth.awaitMessage(phone, reference));

        HttpResponse<String> tooEarly = auth.resend(challenge);
        assertThat(tooEarly.statusCode()).isEqualTo(429);
        assertThat(tooEarly.headers().firstValue("Retry-After")).isPresent();
        assertThat(tooEarly.body()).contains("\"still-valid\"", "is still valid for");

        administrator.changePolicy("{\"codes\": {\"cooldown\": \"PT0S\"}}");
        JsonNode patient = auth.login("{\"userId\": \"story-3b\", \"phone\": \"%s\"}".formatted(phone));
        String again = AuthService.codeIn(
                auth.awaitMessage(phone, patient.get("reference").asString()));
        assertThat(auth.resend(patient).statusCode()).isEqualTo(200);
        auth.awaitDelivery(patient, 1, "DELIVERED");
        assertThat(auth.messages(phone).stream()
                        .filter(one -> one.get("body").asString().contains(again)))
                .hasSize(2);
        assertThat(auth.check(challenge, code).get("outcome").asString()).isEqualTo("VERIFIED");
        assertThat(auth.check(patient, again).get("outcome").asString()).isEqualTo("VERIFIED");
    }

    /** S4: the number is abroad, and SMS goes to British numbers only. */
    @Test
    void aNumberAbroadIsServedByMailAndWithoutOneRefusedWithTheReason() {
        JsonNode challenge = auth.login(
                "{\"userId\": \"story-4\", \"phone\": \"+12015550123\", \"email\": \"story-4@example.com\"}");

        assertThat(challenge.at("/routing/used").asString()).isEqualTo("EMAIL");
        assertThat(challenge.at("/routing/reason").asString()).isEqualTo("COUNTRY_NOT_ALLOWED");
        auth.awaitMessage("story-4@example.com", challenge.get("reference").asString());
        auth.awaitVerdict(challenge.get("loginId").asString(), "ROUTED_TO_EMAIL_COUNTRY");

        HttpResponse<String> refused =
                auth.post("/v1/challenges", "{\"userId\": \"story-4\", \"phone\": \"+12015550123\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        JsonNode problem = AuthService.json(refused);
        assertThat(problem.get("type").asString()).isEqualTo("no-route");
        assertThat(problem.get("reason").asString()).isEqualTo("COUNTRY_NOT_ALLOWED");
        auth.awaitVerdict(problem.get("loginId").asString(), "NO_ROUTE");
    }

    /** S5: the number is typed as people write it. */
    @Test
    void aNumberIsUnderstoodAsItIsWrittenAndALandlineIsRefusedWhereItIsEntered() {
        JsonNode challenge = auth.login("{\"userId\": \"story-5\", \"phone\": \"(07700) 900-305\"}");
        String code = AuthService.codeIn(
                auth.awaitMessage("+447700900305", challenge.get("reference").asString()));
        assertThat(auth.check(challenge, code).get("outcome").asString()).isEqualTo("VERIFIED");

        JsonNode problem = AuthService.json(
                auth.post("/v1/challenges", "{\"userId\": \"story-5\", \"phone\": \"020 7946 0018\"}"));
        assertThat(problem.get("type").asString()).isEqualTo("no-route");
        assertThat(problem.get("reason").asString()).isEqualTo("NOT_A_MOBILE");
        auth.awaitVerdict(problem.get("loginId").asString(), "NO_ROUTE");
    }

    /** S8: the SMS route is down; the same code comes by mail. */
    @Test
    void whenTheProviderDoesNotTakeTheMessageTheSameCodeComesByMail() {
        administrator.changePolicy("{\"channels\": {\"fallback\": {\"accepted\": \"PT2S\"}}}");
        auth.carrier("{\"outage\": true}");
        JsonNode challenge = auth.login(
                "{\"userId\": \"story-8\", \"phone\": \"+447700900308\", \"email\": \"story-8@example.com\"}");
        assertThat(challenge.get("channel").asString()).isEqualTo("SMS");

        JsonNode mail = auth.awaitMessage(
                "story-8@example.com", challenge.get("reference").asString());

        assertThat(auth.check(challenge, AuthService.codeIn(mail))
                        .get("outcome")
                        .asString())
                .isEqualTo("VERIFIED");
        JsonNode login = auth.awaitHistory(
                challenge.get("loginId").asString(),
                seen -> seen.at("/verdict/code").asString("").equals("VERIFIED"));
        assertThat(login.at("/verdict/also").toString()).contains("FELL_BACK");
        assertThat(login.at("/challenges/0/deliveries/1/routing/reason").asString())
                .isEqualTo("FALLBACK");
    }

    /** S8: who wants the code by mail says so. */
    @Test
    void theChannelCanBeChosenAtTheRequestAndAtTheResend() {
        administrator.changePolicy("{\"codes\": {\"cooldown\": \"PT0S\"}}");
        JsonNode challenge = auth.login("{\"userId\": \"story-8b\", \"channel\": \"EMAIL\","
                + " \"phone\": \"+447700900309\", \"email\": \"story-8b@example.com\"}");
        String reference = challenge.get("reference").asString();
        String code = AuthService.codeIn(auth.awaitMessage("story-8b@example.com", reference));

        assertThat(auth.resend(challenge, "{\"channel\": \"SMS\"}").statusCode())
                .isEqualTo(200);

        assertThat(AuthService.codeIn(auth.awaitMessage("+447700900309", reference)))
                .isEqualTo(code);
    }
}
