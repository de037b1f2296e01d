package ontime.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the phone network says of a message, from its webhook to the verdict. */
class ReceiptStoriesIT {

    /** Longer than a code may take before it is late. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final AuthService authService = new AuthService(SharedProduct.get());

    @AfterEach
    void mendTheCarrier() {
        authService.carrier(
                "{\"deliveryDelayMs\": 0, \"failureRate\": 0, \"receiptRepeatRate\": 0, \"notifications\": false}");
        authService.mail("{\"notifications\": false, \"complaintRate\": 0}");
    }

    @Test
    void aCarrierThatTakesItsTimeIsNamed() {
        authService.carrier("{\"deliveryDelayMs\": 33000, \"receiptRepeatRate\": 1}");
        JsonNode challenge = authService.login("{\"userId\": \"late-carrier\", \"phone\": \"07700 900731\"}");
        authService.awaitDelivery(challenge, 0, "ACCEPTED");

        JsonNode login = Awaitility.await("the carrier's report")
                .atMost(PATIENCE)
                .until(
                        () -> authService.history(challenge.get("loginId").asString()),
                        told -> told.at("/verdict/code").asString("").equals("ARRIVED_LATE"));

        assertThat(login.at("/verdict/text").asString()).contains("phone network");
        JsonNode delivery = login.at("/challenges/0/deliveries/0");
        assertThat(delivery.at("/status").asString()).isEqualTo("DELIVERED");
        assertThat(delivery.at("/confidence").asString()).isEqualTo("HANDSET");
        long carrier = delivery.at("/stages/carrier").asLong();
        long all = StreamSupport.stream(delivery.at("/stages").spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
        assertThat(carrier).as("of %d ms", all).isGreaterThan(all / 2);
        // What was reported twice is one event.
        assertThat(StreamSupport.stream(login.at("/events").spliterator(), false)
                        .filter(event -> event.toString().contains("DELIVERED")))
                .hasSize(1);
    }

    @Test
    void aPhoneThatCannotBeReachedIsToldAsWhatItIs() {
        authService.carrier("{\"failureRate\": 1}");
        JsonNode challenge = authService.login("{\"userId\": \"phone-is-off\", \"phone\": \"07700 900732\"}");

        JsonNode login = authService.awaitVerdict(challenge.get("loginId").asString(), "BOUNCED");

        assertThat(login.at("/verdict/text").asString())
                .contains("was sent and did not arrive")
                .contains("could not be reached");
        JsonNode delivery = login.at("/challenges/0/deliveries/0");
        assertThat(delivery.at("/status").asString()).isEqualTo("FAILED");
        assertThat(delivery.at("/reason").asString()).isEqualTo("UNREACHABLE");
    }

    @Test
    void aMailServerThatSpeaksAsSesDoesIsBelievedBySignature() {
        authService.mail("{\"notifications\": true}");
        JsonNode arrived = authService.login("{\"userId\": \"ses-delivers\", \"email\": \"ada-ses@example.org\"}");
        JsonNode bounced = authService.login("{\"userId\": \"ses-bounces\", \"email\": \"bounce-ses@example.org\"}");

        authService.awaitDelivery(arrived, 0, "DELIVERED");
        JsonNode login = authService.awaitVerdict(bounced.get("loginId").asString(), "BOUNCED");

        assertThat(confidence(arrived)).isEqualTo("CARRIER");
        assertThat(login.at("/challenges/0/deliveries/0/reason").asString()).isEqualTo("INVALID_DESTINATION");
    }

    @Test
    void aTextMessageThatEndUserMessagingReportsOnIsTheSame() {
        authService.carrier("{\"notifications\": true}");
        JsonNode challenge = authService.login("{\"userId\": \"text-event\", \"phone\": \"07700 900733\"}");

        authService.awaitDelivery(challenge, 0, "DELIVERED");

        assertThat(confidence(challenge)).isEqualTo("CARRIER");
    }

    private String confidence(JsonNode challenge) {
        return authService
                .history(challenge.get("loginId").asString())
                .at("/challenges/0/deliveries/0/confidence")
                .asString();
    }

    @Test
    void whoeverCallsAMailSpamGetsTheNextCodeOnThePhone() {
        String person = "{\"userId\": \"complains\", \"channel\": \"EMAIL\","
                + " \"email\": \"ada-complains@example.org\", \"phone\": \"07700 900734\"}";
        authService.mail("{\"complaintRate\": 1}");
        JsonNode challenge = authService.login(person);
        assertThat(challenge.at("/routing/used").asString()).isEqualTo("EMAIL");

        JsonNode login = authService.awaitHistory(
                challenge.get("loginId").asString(),
                told -> told.at("/challenges/0/deliveries/0/reason")
                        .asString("")
                        .equals("COMPLAINED"));

        // Whoever complains has got it.
        assertThat(login.at("/challenges/0/deliveries/0/status").asString()).isEqualTo("DELIVERED");
        assertThat(authService.messages("ada-complains@example.org")).hasSize(1);
        var administrator = new Administrator(SharedProduct.get());
        Awaitility.await("the suppression")
                .atMost(PATIENCE)
                .until(() -> administrator
                        .suppressions()
                        .contains(challenge.get("challengeId").asString()));
        JsonNode next = authService.login(person);
        assertThat(next.at("/routing/used").asString()).isEqualTo("SMS");
        assertThat(next.at("/routing/reason").asString()).isEqualTo("SUPPRESSED");
        authService.awaitMessage("+447700900734", next.get("reference").asString());
        authService.awaitDelivery(next, 0, "DELIVERED");
    }

    @Test
    void aMailThatComesBackIsToldWithItsReason() {
        JsonNode challenge = authService.login("{\"userId\": \"bounced-mail\", \"email\": \"bounce-s13@example.org\"}");

        JsonNode login = authService.awaitVerdict(challenge.get("loginId").asString(), "BOUNCED");

        assertThat(login.at("/verdict/text").asString())
                .contains("was sent and did not arrive")
                .contains("the destination does not exist");
        assertThat(login.at("/challenges/0/deliveries/0/status").asString()).isEqualTo("FAILED");
    }
}
