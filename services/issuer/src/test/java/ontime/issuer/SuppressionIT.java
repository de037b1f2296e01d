package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.events.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bounce on the topic of receipts decides over the next code, with the real broker, registry and database. */
class SuppressionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REASON = "{\"reason\": \"the mailbox is there again\"}";

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final String user = RunningIssuer.newUser();
    private final String address = user + "@bounces.example.com";
    private final String both =
            "\"phone\": \"07700 900765\", \"email\": \"%s\", \"channel\": \"EMAIL\"".formatted(address);

    @BeforeEach
    void stopTheClock() {
        issuer.clock().stop();
    }

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void anAddressThatBouncedIsAvoidedUntilAnAdministratorLiftsIt() {
        String bounced = issuer.ask(user, both).text("/challengeId");
        bounce(bounced);
        JsonNode suppression = awaitSuppression(bounced);

        Answer next = issuer.ask(user, both);

        assertThat(next.text("/channel")).isEqualTo("SMS");
        assertThat(next.text("/routing/reason")).isEqualTo("SUPPRESSED");
        assertThat(next.text("/routing/requested")).isEqualTo("EMAIL");
        assertThat(suppression.at("/cause").asString()).isEqualTo("HARD_BOUNCE");
        assertThat(suppression.at("/channel").asString()).isEqualTo("EMAIL");
        assertThat(suppression.at("/destination").asString()).contains("•••").doesNotContain(address);
        assertThat(Tables.dump("issuer")).doesNotContain(address);

        String path = "/v1/suppressions/" + suppression.at("/id").asString();
        assertThat(admin(path, request -> request.method("DELETE", BodyPublishers.ofString(REASON)))
                        .status())
                .isEqualTo(204);
        assertThat(admin(path, request -> request.method("DELETE", BodyPublishers.ofString(REASON)))
                        .status())
                .isEqualTo(404);
        assertThat(issuer.ask(user, both).text("/channel")).isEqualTo("EMAIL");
    }

    @Test
    void whoHasNoOtherDestinationIsRefusedWithTheReason() {
        String onlyMail = "\"email\": \"%s\"".formatted(address);
        String bounced = issuer.ask(user, onlyMail).text("/challengeId");
        bounce(bounced);
        awaitSuppression(bounced);

        Answer refused = issuer.post("/v1/challenges", "{\"userId\": \"%s\", %s}".formatted(user, onlyMail));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/type")).isEqualTo("no-route");
        assertThat(refused.text("/reason")).isEqualTo("SUPPRESSED");
    }

    @Test
    void aResendToAnAddressThatBouncedIsRefusedWithTheReason() {
        String bounced =
                issuer.ask(user, "\"email\": \"%s\"".formatted(address)).text("/challengeId");
        bounce(bounced);
        awaitSuppression(bounced);
        issuer.clock().advance(Duration.ofSeconds(30));

        Answer refused = issuer.resend(bounced, "{}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/type")).isEqualTo("no-route");
        assertThat(refused.text("/reason")).isEqualTo("SUPPRESSED");
    }

    @Test
    void whatAUserWhoIsForgottenBroughtAboutIsForgottenToo() {
        String bounced = issuer.ask(user, both).text("/challengeId");
        bounce(bounced);
        awaitSuppression(bounced);
        // The newest code goes elsewhere, and the one that bounced is looked up no more.
        Tables.text(
                "issuer", "delete from challenge where challenge_id = '%s' returning challenge_id".formatted(bounced));

        assertThat(admin(
                                "/v1/users/" + user + "/data",
                                request -> request.method("DELETE", BodyPublishers.ofString(REASON)))
                        .status())
                .isEqualTo(204);

        assertThat(Tables.dump("issuer", "suppression")).doesNotContain(bounced);
        assertThat(issuer.ask(user, both).text("/channel")).isEqualTo("EMAIL");
    }

    @Test
    void whatAnotherBroughtAboutStaysWhenAUserOfTheSameAddressIsForgotten() {
        String bounced = issuer.ask(user, both).text("/challengeId");
        String another = RunningIssuer.newUser();
        issuer.ask(another, both);
        bounce(bounced);
        awaitSuppression(bounced);

        assertThat(admin(
                                "/v1/users/" + another + "/data",
                                request -> request.method("DELETE", BodyPublishers.ofString(REASON)))
                        .status())
                .isEqualTo(204);

        assertThat(issuer.ask(user, both).text("/routing/reason")).isEqualTo("SUPPRESSED");
    }

    @Test
    void onlyAdministratorsSeeAndLiftSuppressions() {
        assertThat(issuer.get("/v1/suppressions").status()).isEqualTo(403);
        assertThat(issuer.delete("/v1/suppressions/anything").status()).isEqualTo(403);
    }

    private JsonNode awaitSuppression(String challenge) {
        return await("suppression by " + challenge)
                .atMost(PATIENCE)
                .until(
                        () -> admin("/v1/suppressions", HttpRequest.Builder::GET)
                                .body()
                                .at("/suppressions")
                                .valueStream()
                                .filter(one -> one.at("/challengeId").asString().equals(challenge))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void bounce(String challenge) {
        Instant now = issuer.clock().instant();
        Writer.shared()
                .write(
                        Topic.RECEIPTS,
                        challenge,
                        DeliveryReceipt.newBuilder()
                                .setEventId(UUID.randomUUID().toString())
                                .setTenant("demo")
                                .setUserId(user)
                                .setLoginId("a-login")
                                .setChallengeId(challenge)
                                .setDelivery(1)
                                .setChannel(Channel.EMAIL)
                                .setAttempt(1)
                                .setStatus(DeliveryStatus.FAILED)
                                .setReason(DeliveryReason.INVALID_DESTINATION)
                                .setPermanent(true)
                                .setHeardBy(HeardBy.GATEWAY)
                                .setOccurredAt(now)
                                .setObservedAt(now)
                                .build());
    }

    private Answer admin(String path, UnaryOperator<HttpRequest.Builder> call) {
        HttpRequest.Builder request = RunningIssuer.request(issuer.port(), path);
        return RunningIssuer.send(
                call.apply(request.setHeader("Authorization", "Bearer " + RunningIssuer.DEMO_ADMIN_KEY)));
    }
}
