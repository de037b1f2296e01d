package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import ontime.events.OtpRequested;
import ontime.events.RoutingReason;
import ontime.events.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the request for a code to the message in the worker's hands. */
class LoginIT {

    private static final String MILLISECONDS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"07700 900123", "+447700900123"})
    void aNumberInAnyNotationGetsAnSms(String phone) {
        Answer answer = issuer.post("/v1/challenges", """
                {"userId": "%s", "phone": "%s"}""".formatted(user, phone));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        assertThat(answer.body().propertyNames())
                .containsExactlyInAnyOrder(
                        "challengeId",
                        "loginId",
                        "channel",
                        "destination",
                        "reference",
                        "sequence",
                        "status",
                        "expiresAt",
                        "resendAt",
                        "fallbackAt",
                        "routing",
                        "supportUrl");
        assertThat(answer.text("/channel")).isEqualTo("SMS");
        assertThat(answer.text("/destination")).isEqualTo("+44 •••• ••0123");
        assertThat(answer.text("/reference")).matches("[A-Z][0-9]");
        assertThat(answer.body().at("/sequence").isNumber()).isTrue();
        assertThat(answer.body().at("/sequence").asLong()).isEqualTo(1);
        assertThat(answer.text("/status")).isEqualTo("REQUESTED");
        assertThat(answer.text("/expiresAt")).matches(MILLISECONDS);
        assertThat(answer.text("/resendAt")).matches(MILLISECONDS);
        assertThat(answer.body().at("/routing").propertyNames())
                .containsExactlyInAnyOrder("requested", "used", "reason");
        assertThat(answer.body().at("/routing/requested").isNull()).isTrue();
        assertThat(answer.text("/routing/used")).isEqualTo("SMS");
        assertThat(answer.text("/routing/reason")).isEqualTo("POLICY_DEFAULT");
        assertThat(answer.text("/supportUrl")).isEqualTo("http://127.0.0.1:8080/logins/" + answer.text("/loginId"));
    }

    @Test
    void aLoginThatWasBegunForOnePersonIsNeverVerifiedByAnother() {
        String login = "login-of-" + user;
        ask("\"phone\": \"07700 900123\", \"loginId\": \"" + login + '"');

        Answer answer = issuer.post("/v1/challenges", """
                {"userId": "%s", "phone": "07700 900124", "loginId": "%s"}""".formatted(RunningIssuer.newUser(), login));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("login-of-another-user");
    }

    @Test
    void timesHaveMillisecondsEvenWhenTheyAreZero() {
        issuer.clock().stopAt(Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));

        Answer answer = ask("\"phone\": \"07700 900123\"");

        assertThat(answer.text("/expiresAt")).endsWith(".000Z");
        assertThat(answer.text("/resendAt")).endsWith(".000Z");
    }

    @Test
    void theWorkerReadsTheCodeTheReferenceAndTheTimeOfTheClickAndThePhoneFillsTheCodeIn() {
        Instant clicked = Instant.now().minusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        Answer answer = ask(
                "\"phone\": \"07700 900123\", \"origin\": \"portal.example.com\", \"clickedAt\": \"" + clicked + '"');

        OtpRequested request = topics.awaitRequest(answer.text("/challengeId"), 1);
        var message = Topics.unseal(request);
        String code = topics.awaitCode(answer.text("/challengeId"));
        String time = DateTimeFormatter.ofPattern("HH:mm:ss").format(clicked.atZone(ZoneId.of("Europe/London")));
        assertThat(message.destination()).isEqualTo("+447700900123");
        assertThat(message.text()).contains(code, "code " + answer.text("/reference"), "login at " + time);
        assertThat(message.text().lines().toList().getLast()).isEqualTo("@portal.example.com #" + code);
        assertThat(request.getClickedAt()).isEqualTo(clicked);
        assertThat(request.getMaskedDestination()).isEqualTo("+44 •••• ••0123");
        assertThat(request.getCountry()).isEqualTo("GB");
        assertThat(request.getRoutingReason()).isEqualTo(RoutingReason.POLICY_DEFAULT);
    }

    @Test
    void anAddressGetsAMail() {
        Answer answer = ask("\"email\": \"ada@example.com\", \"channel\": \"EMAIL\"");

        var message = Topics.unseal(topics.awaitRequest(answer.text("/challengeId"), 1));
        assertThat(answer.text("/channel")).isEqualTo("EMAIL");
        assertThat(answer.text("/destination")).isEqualTo("a•••@example.com");
        assertThat(answer.text("/routing/requested")).isEqualTo("EMAIL");
        assertThat(answer.text("/routing/reason")).isEqualTo("AS_REQUESTED");
        assertThat(message.destination()).isEqualTo("ada@example.com");
        assertThat(message.subject()).contains(answer.text("/reference"));
        assertThat(message.subject()).doesNotContain(topics.awaitCode(answer.text("/challengeId")));
        assertThat(message.html()).contains(topics.awaitCode(answer.text("/challengeId")));
    }

    @Test
    void theRecordSaysWhatItIsAndBelongsToTheTraceOfTheCaller() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        Answer answer = RunningIssuer.send(issuer.request("/v1/challenges")
                .header("traceparent", trace)
                .POST(BodyPublishers.ofString("{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user))));

        var record = topics.awaitRecords(Topic.REQUESTS, "demo:" + user, 1).getFirst();
        var request = (OtpRequested) record.value();
        var headers = StreamSupport.stream(record.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList();
        assertThat(request.getChallengeId()).isEqualTo(answer.text("/challengeId"));
        assertThat(headers)
                .contains(
                        "ce_specversion=1.0",
                        "ce_id=" + request.getEventId(),
                        "ce_type=ontime.events.OtpRequested",
                        "ce_source=/ontime/issuer",
                        "traceparent=" + trace);
        assertThat(headers).anyMatch(header -> header.matches("ce_time=" + MILLISECONDS));
    }

    @Test
    void aRequestWithoutATraceBeginsOne() {
        ask("\"phone\": \"07700 900123\"");

        var record = topics.awaitRecords(Topic.REQUESTS, "demo:" + user, 1).getFirst();
        assertThat(new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    /**
     * US numbers of a 555-01xx exchange are reserved for fiction as well; 0117 496 0xxx is Ofcom's landline range,
     * 07797 Jersey's.
     */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SMS,   07700 900123,    ada@example.com, SMS,   AS_REQUESTED",
                "EMAIL, 07700 900123,    ada@example.com, EMAIL, AS_REQUESTED",
                "-,     07700 900123,    ada@example.com, SMS,   POLICY_DEFAULT",
                "EMAIL, 07700 900123,    -,               SMS,   NO_EMAIL",
                "-,     -,               ada@example.com, EMAIL, NO_PHONE",
                "SMS,   +1 202 555 0143, ada@example.com, EMAIL, COUNTRY_NOT_ALLOWED",
                "-,     +44 7797 712345, ada@example.com, EMAIL, COUNTRY_NOT_ALLOWED",
                "SMS,   020 7946 0018,   ada@example.com, EMAIL, NOT_A_MOBILE",
                "EMAIL, -,               ada@bücher.example, EMAIL, AS_REQUESTED",
            })
    void theAnswerSaysWhyTheChannelWasChosen(String channel, String phone, String email, String used, String reason) {
        Answer answer =
                issuer.post("/v1/challenges", """
                {"userId": "%s", "channel": %s, "phone": %s, "email": %s}""".formatted(user, quoted(channel), quoted(phone), quoted(email)));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        assertThat(answer.text("/routing/used")).isEqualTo(used);
        assertThat(answer.text("/routing/reason")).isEqualTo(reason);
        assertThat(answer.text("/channel")).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "+1 202 555 0143, COUNTRY_NOT_ALLOWED",
                "+44 7797 712345, COUNTRY_NOT_ALLOWED",
                "020 7946 0018,   NOT_A_MOBILE",
                "-,               NO_PHONE",
            })
    void aCodeThatCannotTravelIsRefusedWithTheReason(@Nullable String phone, String reason) {
        Answer answer =
                issuer.post("/v1/challenges", "{\"userId\": \"%s\", \"phone\": %s}".formatted(user, quoted(phone)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/type")).isEqualTo("no-route");
        assertThat(answer.text("/reason")).isEqualTo(reason);
    }

    @Test
    void aNumberOfFictionIsNoNumberToATenantThatTakesNoTestNumbers() {
        Answer answer = RunningIssuer.send(issuer.request("/v1/challenges")
                .setHeader("Authorization", "Bearer " + RunningIssuer.STRICT_KEY)
                .POST(BodyPublishers.ofString("{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user))));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/type")).isEqualTo("invalid-destination");
    }

    @Test
    void aTenantDoesNotSeeTheChallengesOfAnother() {
        Answer made = issuer.post(
                "/v1/challenges",
                "{\"userId\": \"%s\", \"loginId\": \"l-%s\", \"email\": \"ada@example.com\"}".formatted(user, user));
        String challenge = "/v1/challenges/" + made.text("/challengeId");
        String code = "{\"code\": \"" + topics.awaitCode(made.text("/challengeId")) + "\"}";

        for (var request : List.of(
                issuer.request(challenge).GET(),
                issuer.request(challenge).DELETE(),
                issuer.request(challenge + "/resend").POST(BodyPublishers.ofString("{}")),
                issuer.request(challenge + "/check").POST(BodyPublishers.ofString(code)),
                issuer.request("/v1/logins/l-" + user + "/check").POST(BodyPublishers.ofString(code)))) {
            Answer answer =
                    RunningIssuer.send(request.setHeader("Authorization", "Bearer " + RunningIssuer.STRICT_KEY));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("/type")).isEqualTo("not-found");
        }
        assertThat(issuer.get(challenge).text("/status")).isEqualTo("REQUESTED");
    }

    @Test
    void aChallengeCanBeLookedUpAndCancelled() {
        Answer made = ask("\"phone\": \"07700 900123\"");
        String challenge = "/v1/challenges/" + made.text("/challengeId");

        assertThat(issuer.get(challenge).body()).isEqualTo(made.body());
        assertThat(issuer.delete(challenge).status()).isEqualTo(204);
        assertThat(issuer.get(challenge).text("/status")).isEqualTo("CANCELLED");
        assertThat(issuer.delete(challenge).status()).isEqualTo(204);
        var events = topics.awaitRecords(Topic.REQUESTS, "demo:" + user, 2);
        assertThat(events)
                .extracting(event -> event.value().getSchema().getName())
                .containsExactly("OtpRequested", "OtpWithdrawn");
    }

    @Test
    void aChallengeThatIsOverSaysSo() {
        Instant made = issuer.clock().stop();
        String challenge =
                "/v1/challenges/" + ask("\"phone\": \"07700 900123\"").text("/challengeId");

        issuer.clock().stopAt(made.plus(Duration.ofMinutes(5)).minusMillis(1));
        assertThat(issuer.get(challenge).text("/status")).isEqualTo("REQUESTED");
        issuer.clock().advance(Duration.ofMillis(1));
        assertThat(issuer.get(challenge).text("/status")).isEqualTo("EXPIRED");
    }

    private Answer ask(String fields) {
        return issuer.ask(user, fields);
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "null" : '"' + value + '"';
    }

    @Test
    void aLoginThatTheIssuerMadeBelongsToItsUserLikeAnyOther() {
        Answer first = issuer.ask(RunningIssuer.newUser(), "\"phone\": \"07700 900123\"");

        Answer stranger = issuer.post(
                "/v1/challenges",
                "{\"userId\": \"%s\", \"phone\": \"07700 900124\", \"loginId\": \"%s\"}"
                        .formatted(RunningIssuer.newUser(), first.text("/loginId")));

        assertThat(stranger.status()).isEqualTo(409);
        assertThat(stranger.text("/type")).isEqualTo("login-of-another-user");
    }
}
