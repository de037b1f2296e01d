package ontime.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ontime.events.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Starts what docker-compose.yml describes, with nothing but its environment, and sends codes through. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux answers on all of 127.0.0.0/8")
class ComposeFileIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");

    /** Kept, so that the logs of all services can be read when the test has failed. */
    private static final Path FOLDER = Path.of("target", "compose").toAbsolutePath();

    private static Installation installation;
    private static Caller authService;
    private static Caller support;
    private static Caller administrator;

    @BeforeAll
    static void startsEverything() throws Exception {
        FileSystemUtils.deleteRecursively(FOLDER);
        Files.createDirectories(FOLDER);
        Map<String, String> variables = Repository.newEnvironment();
        installation = Installation.start(ComposeFile.read(Repository.COMPOSE_FILE, variables), FOLDER);
        authService = Caller.withKey(installation.url("issuer"), variables.get("API_KEY"));
        String history = installation.url("delivery-history");
        support = Caller.withPassword(history, "support", variables.get("SUPPORT_PASSWORD"));
        administrator = Caller.withPassword(history, "admin", variables.get("ADMIN_PASSWORD"));
    }

    @AfterAll
    static void stopsEverything() throws Exception {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void aCodeArrivesAtThePhoneIsEnteredAndShowsInTheHistory() {
        JsonNode challenge = authService.post("/v1/challenges", """
                {"userId": "u-17", "phone": "07700 900123", "origin": "portal.example.com"}""");

        var phone = new Caller(installation.url("sandbox"), "");
        JsonNode message = await("the phone")
                .atMost(PATIENCE)
                .until(() -> phone.get("/messages?to=%2B447700900123"), messages -> !messages.isEmpty())
                .get(0);

        enter(challenge, codeIn(message.get("body").asString()));
        theHistoryTells(challenge, "VERIFIED");
    }

    @Test
    void aCodeArrivesInTheMailboxIsEnteredAndShowsInTheHistory() {
        JsonNode challenge = authService.post("/v1/challenges", """
                {"userId": "u-18", "email": "pat@example.org"}""");

        assertThat(installation.mailpit().waitForIncomingEmail(PATIENCE.toMillis(), 1))
                .as(() -> "a mail arrives; the history says " + support.text(historyOf(challenge)))
                .isTrue();
        String mail = GreenMailUtil.getBody(installation.mailpit().getReceivedMessages()[0]);

        enter(challenge, codeIn(mail));
        theHistoryTells(challenge, "VERIFIED");
    }

    @Test
    void whatTheSimulatedNetworkTellsOverSnsIsBelievedByItsSignature() {
        var network = new Caller(installation.url("sandbox"), "");
        network.post("/carrier", "{\"notifications\": true}");
        try {
            JsonNode challenge = authService.post("/v1/challenges", """
                    {"userId": "u-20", "phone": "07700 900124"}""");

            await("the report")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    support.get(historyOf(challenge)).at("/challenges/0/deliveries/0/confidence"))
                            .hasToString("\"CARRIER\""));
        } finally {
            network.post("/carrier", "{\"notifications\": false}");
        }
    }

    @Test
    void theLinkForSupportLeadsToWhereTheConsoleIsPublished() {
        JsonNode challenge = authService.post("/v1/challenges", """
                {"userId": "u-19", "email": "sam@example.org"}""");

        assertThat(challenge.get("supportUrl").asString()).startsWith("http://localhost:8080/logins/");
    }

    @Test
    void administratorsAndSupportersMayAskTheHistory() {
        assertThat(support.get("/v1/logins").has("logins")).isTrue();
        assertThat(administrator.get("/v1/logins").has("logins")).isTrue();
    }

    @Test
    void everyBrokerHoldsACopyOfEachTopic() {
        for (Topic topic : Topic.values()) {
            assertThat(Installation.BROKERS)
                    .as(topic.topicName())
                    .allMatch(broker -> installation.holds(broker, topic.topicName()));
        }
    }

    @Test
    void theRegistryTakesOnlyCompatibleSchemas() {
        assertThat(new Caller(installation.registryUrl(), "").text("/apis/ccompat/v7/config"))
                .contains("FULL_TRANSITIVE");
    }

    @Test
    void theDemoPageOpens() {
        assertThat(new Caller(installation.url("sandbox"), "").text("/")).containsIgnoringCase("<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "sms-worker", "email-worker", "delivery-history", "receipt-gateway", "directory"})
    void prometheusMayReadWhatAServiceMeasures(String service) {
        assertThat(new Caller(installation.managementUrl(service), "").text("/actuator/prometheus"))
                .contains("jvm_memory_used_bytes");
    }

    private static void enter(JsonNode challenge, String code) {
        String path = "/v1/challenges/" + challenge.get("challengeId").asString() + "/check";
        String body = "{\"code\": \"" + code + "\"}";

        assertThat(authService.post(path, body).get("outcome").asString()).isEqualTo("VERIFIED");
        assertThat(authService.post(path, body).get("outcome").asString()).isEqualTo("ALREADY_USED");
    }

    private static void theHistoryTells(JsonNode challenge, String verdict) {
        await("the history")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(support.get(historyOf(challenge))
                                .at("/verdict/code")
                                .asString(""))
                        .isEqualTo(verdict));
    }

    private static String historyOf(JsonNode challenge) {
        return "/v1/logins/" + challenge.get("loginId").asString();
    }

    private static String codeIn(String text) {
        Matcher matcher = CODE.matcher(text);
        assertThat(matcher.find()).as("there is a code in the message").isTrue();
        return matcher.group(1);
    }
}
