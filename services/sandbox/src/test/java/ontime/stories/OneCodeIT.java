package ontime.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody asks for a code, gets it, types it; and support can say where the time went. */
class OneCodeIT {

    private final AuthService auth = new AuthService(SharedProduct.get());

    @Test
    void aCodeForANumberAsPeopleWriteItArrivesOnThePhoneAndIsAcceptedOnce() {
        JsonNode challenge = auth.login("""
                {"userId": "s-1", "phone": "07700 900123", "clickedAt": "%s", "origin": "portal.example.com"}""".formatted(Instant.now()));
        assertThat(challenge.get("channel").asString()).isEqualTo("SMS");
        assertThat(challenge.get("destination").asString()).isEqualTo("+44 •••• ••0123");

        String reference = challenge.get("reference").asString();
        JsonNode message = auth.awaitMessage("+447700900123", reference);
        String code = AuthService.codeIn(message);
        assertThat(message.get("body").asString())
                .as("the last line is what phones fill in")
                .endsWith("\n@portal.example.com #" + code);

        assertThat(auth.check(challenge, code).get("outcome").asString()).isEqualTo("VERIFIED");
        assertThat(auth.check(challenge, code).get("outcome").asString()).isEqualTo("ALREADY_USED");
    }

    @Test
    void supportSeesEveryInstantAndEveryStageOfALoginThatWentWell() {
        JsonNode challenge = auth.login("""
                {"userId": "s-2", "phone": "+447700900124", "clickedAt": "%s"}""".formatted(Instant.now()));
        String code = AuthService.codeIn(
                auth.awaitMessage("+447700900124", challenge.get("reference").asString()));
        auth.check(challenge, code);

        // Checks and receipts are on two topics: the receipt may be read after the verdict is clear.
        JsonNode login = auth.awaitHistory(
                challenge.get("loginId").asString(),
                found -> !found.at("/challenges/0/deliveries/0/attempts/0").isMissingNode()
                        && found.at("/verdict/code").asString("").equals("VERIFIED"));
        JsonNode delivery = login.get("challenges").get(0).get("deliveries").get(0);
        assertThat(delivery.get("attempts")).hasSize(1);
        assertThat(login.get("challenges").get(0).get("checks")).hasSize(1);
        Instant before = Instant.EPOCH;
        for (String instant :
                new String[] {"clicked", "requested", "published", "consumed", "dispatched", "accepted", "entered"}) {
            Instant at = Instant.parse(delivery.get("instants").get(instant).asString());
            assertThat(at).as(instant).isAfterOrEqualTo(before);
            before = at;
        }
        for (String stage : new String[] {"issue", "queue", "hold", "provider", "person"}) {
            assertThat(delivery.get("stages").get(stage).asLong()).as(stage).isNotNegative();
        }
        assertThat(login.toString()).doesNotContain(code).doesNotContain("7700900124");
    }

    @Test
    void aCodeForAnEmailAddressArrivesInTheMailbox() {
        JsonNode challenge = auth.login("{\"userId\": \"s-3\", \"email\": \"ann@example.com\"}");
        assertThat(challenge.get("channel").asString()).isEqualTo("EMAIL");
        JsonNode message =
                auth.awaitMessage("ann@example.com", challenge.get("reference").asString());
        assertThat(message.get("subject").asString())
                .contains(challenge.get("reference").asString());
        assertThat(auth.check(challenge, AuthService.codeIn(message))
                        .get("outcome")
                        .asString())
                .isEqualTo("VERIFIED");
        auth.awaitVerdict(challenge.get("loginId").asString(), "VERIFIED");
    }

    @Test
    void whoTypesTheCodeOfAnEarlierClickIsToldWhichCodeToUse() {
        JsonNode first = auth.login("{\"userId\": \"s-4\", \"phone\": \"+447700900125\"}");
        String oldCode = AuthService.codeIn(
                auth.awaitMessage("+447700900125", first.get("reference").asString()));
        JsonNode second = auth.login("{\"userId\": \"s-4\", \"phone\": \"+447700900125\"}");

        JsonNode answer = auth.check(second, oldCode);

        assertThat(answer.get("outcome").asString()).isEqualTo("SUPERSEDED");
        assertThat(answer.get("current").get("reference").asString())
                .isEqualTo(second.get("reference").asString());
        String newCode = AuthService.codeIn(
                auth.awaitMessage("+447700900125", second.get("reference").asString()));
        assertThat(auth.check(second, newCode).get("outcome").asString()).isEqualTo("VERIFIED");
    }

    @Test
    void aNumberThatIsNoneIsRefusedWhereItIsEntered() {
        var answer = auth.post("/v1/challenges", "{\"userId\": \"s-5\", \"phone\": \"not a number\"}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"invalid-destination\"").doesNotContain("not a number");
    }
}
