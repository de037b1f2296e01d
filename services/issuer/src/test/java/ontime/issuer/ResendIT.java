package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import ontime.events.Channel;
import ontime.events.OtpRequested;
import ontime.events.RoutingReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same code once more. */
class ResendIT {

    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();

    private Instant asked = Instant.EPOCH;

    @BeforeEach
    void stopTheClock() {
        asked = issuer.clock().stop();
    }

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void theSameCodeIsSentAgainAsTheNextDeliveryOfTheSameChallenge() {
        Answer made = ask("\"phone\": \"07700 900123\", \"origin\": \"portal.example.com\"");
        String challenge = made.text("/challengeId");
        issuer.clock().advance(COOLDOWN);

        Answer again = issuer.resend(challenge, "{}");

        assertThat(again.status()).as(again.response().body()).isEqualTo(200);
        assertThat(again.body().propertyNames()).isEqualTo(made.body().propertyNames());
        assertThat(again.text("/challengeId")).isEqualTo(challenge);
        assertThat(again.text("/reference")).isEqualTo(made.text("/reference"));
        assertThat(again.text("/expiresAt")).isEqualTo(made.text("/expiresAt"));
        assertThat(Instant.parse(again.text("/resendAt")))
                .isEqualTo(asked.plus(COOLDOWN).plus(COOLDOWN));
        OtpRequested first = topics.awaitRequest(challenge, 1);
        OtpRequested second = topics.awaitRequest(challenge, 2);
        assertThat(Topics.unseal(second)).isEqualTo(Topics.unseal(first));
        assertThat(second.getSequence()).isEqualTo(first.getSequence());
        assertThat(second.getEventId()).isNotEqualTo(first.getEventId());
        assertThat(second.getRequestedAt()).isEqualTo(asked.plus(COOLDOWN));
        assertThat(issuer.check(challenge, topics.awaitCode(challenge)).text("/outcome"))
                .isEqualTo("VERIFIED");
    }

    @Test
    void theBodyMayBeLeftOut() {
        String challenge = ask("\"phone\": \"07700 900123\"").text("/challengeId");
        issuer.clock().advance(COOLDOWN);

        assertThat(issuer.resend(challenge, "").status()).isEqualTo(200);
    }

    @Test
    void whoIsImpatientIsToldThatTheCodeIsStillValid() {
        String challenge = ask("\"phone\": \"07700 900123\"").text("/challengeId");
        issuer.clock().advance(COOLDOWN.minusMillis(1));

        Answer refused = issuer.resend(challenge, "{}");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.text("/type")).isEqualTo("still-valid");
        assertThat(refused.text("/detail")).contains("valid for 270 s", "in 1 s");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        issuer.clock().advance(Duration.ofMillis(1));
        assertThat(issuer.resend(challenge, "{}").status()).isEqualTo(200);
        assertThat(issuer.resend(challenge, "{}").header("Retry-After")).isEqualTo("30");
    }

    @Test
    void theSameCodeTakesTheOtherChannelWhenThatIsKnown() {
        String challenge = ask("\"phone\": \"07700 900123\", \"email\": \"ada@example.com\"")
                .text("/challengeId");
        String code = topics.awaitCode(challenge);
        issuer.clock().advance(COOLDOWN);

        Answer again = issuer.resend(challenge, "{\"channel\": \"EMAIL\"}");

        assertThat(again.text("/channel")).isEqualTo("EMAIL");
        assertThat(again.text("/destination")).isEqualTo("a•••@example.com");
        assertThat(again.text("/routing/requested")).isEqualTo("EMAIL");
        assertThat(again.text("/routing/reason")).isEqualTo("AS_REQUESTED");
        OtpRequested request = topics.awaitRequest(challenge, 2);
        assertThat(request.getChannel()).isEqualTo(Channel.EMAIL);
        assertThat(request.getRoutingReason()).isEqualTo(RoutingReason.AS_REQUESTED);
        assertThat(request.getCountry()).isNull();
        assertThat(request.getDestinationFingerprint())
                .isNotEqualTo(topics.awaitRequest(challenge, 1).getDestinationFingerprint());
        assertThat(Topics.unseal(request).destination()).isEqualTo("ada@example.com");
        assertThat(Topics.unseal(request).text()).contains(code);
        issuer.clock().advance(COOLDOWN);
        assertThat(issuer.resend(challenge, "{}").text("/channel"))
                .as("it stays where it was sent last")
                .isEqualTo("EMAIL");
    }

    @Test
    void anUnknownDestinationIsNoRoute() {
        String challenge = ask("\"phone\": \"07700 900123\"").text("/challengeId");
        issuer.clock().advance(COOLDOWN);

        Answer refused = issuer.resend(challenge, "{\"channel\": \"EMAIL\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/type")).isEqualTo("no-route");
    }

    @Test
    void aNumberThatTheRoutingTurnedDownIsNotReachedByAResendEither() {
        String challenge = ask("\"phone\": \"+1 202 555 0143\", \"email\": \"ada@example.com\"")
                .text("/challengeId");
        issuer.clock().advance(COOLDOWN);

        assertThat(issuer.resend(challenge, "{\"channel\": \"SMS\"}").text("/type"))
                .isEqualTo("no-route");
    }

    @Test
    void aResendForgivesNoWrongCode() {
        String challenge = ask("\"phone\": \"07700 900123\"").text("/challengeId");
        String code = topics.awaitCode(challenge);
        for (int i = 0; i < 4; i++) {
            issuer.check(challenge, Desk.other(code));
        }
        issuer.clock().advance(COOLDOWN);
        issuer.resend(challenge, "{}");

        assertThat(issuer.check(challenge, Desk.other(code))
                        .body()
                        .at("/attemptsLeft")
                        .asInt())
                .isZero();
        assertThat(issuer.check(challenge, code).text("/outcome")).isEqualTo("LOCKED");
    }

    @Test
    void aChallengeThatHasEndedIsNotSentAgain() {
        String superseded = ask("\"phone\": \"07700 900123\"").text("/challengeId");
        String verified = ask("\"phone\": \"07700 900123\"").text("/challengeId");
        issuer.check(verified, topics.awaitCode(verified));
        String cancelled = ask("\"phone\": \"07700 900123\"").text("/challengeId");
        issuer.delete("/v1/challenges/" + cancelled);
        String expired = ask("\"phone\": \"07700 900123\"").text("/challengeId");
        issuer.clock().advance(Duration.ofMinutes(5));

        for (String challenge : new String[] {superseded, verified, cancelled, expired}) {
            Answer refused = issuer.resend(challenge, "{}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("/type")).isEqualTo("ended");
        }
    }

    @Test
    void anUnknownChallengeIsNotFound() {
        assertThat(issuer.resend("no-such-challenge", "{}").text("/type")).isEqualTo("not-found");
    }

    private Answer ask(String fields) {
        return issuer.ask(user, fields);
    }
}
