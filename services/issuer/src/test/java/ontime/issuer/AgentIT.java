package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import ontime.events.OtpWithdrawn;
import ontime.events.Topic;
import ontime.issuer.access.Call;
import ontime.issuer.access.Console;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What people at the support console have done, with a token that the console signs for them. */
@ExtendWith(OutputCaptureExtension.class)
class AgentIT {

    private static final Console CONSOLE = Console.of(Keys.FOLDER);
    private static final Duration COOLDOWN = Duration.ofSeconds(30);
    private static final String NUMBER = "+447700900481";

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final String user = RunningIssuer.newUser();
    private final String agent = "agent-" + user;
    private String challenge = "";

    @BeforeEach
    void somebodyWaitsForACode() {
        issuer.clock().stop();
        challenge = ask();
        issuer.clock().advance(COOLDOWN);
    }

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void aCodeIsSentAgainOverTheOtherChannelOnceHoweverOftenItIsAskedFor(CapturedOutput output) {
        var key = key();
        var body = "{\"channel\": \"EMAIL\", \"reason\": \"no SMS came\"}";

        Answer sent = act("SUPPORT", challenge("resend"), key, body);
        Answer again = act("SUPPORT", challenge("resend"), key, body);

        assertThat(sent.status()).as(sent.response().body()).isEqualTo(200);
        assertThat(sent.text("/channel")).isEqualTo("EMAIL");
        assertThat(again.response().body()).isEqualTo(sent.response().body());
        assertThat(Tables.text("issuer", "select deliveries from challenge where challenge_id = '" + challenge + "'"))
                .isEqualTo("2");
        assertThat(output.getAll().lines().filter(line -> line.contains(agent)))
                .singleElement()
                .asString()
                .contains(challenge, "EMAIL", "no SMS came");
        assertThat(act("SUPPORT", challenge("resend"), key, body.replace("EMAIL", "SMS"))
                        .status())
                .as("another wish under the same key")
                .isEqualTo(422);
    }

    @Test
    void whatIsRefusedIsRefusedInWordsAndMayBeTriedAgain() {
        var key = key();
        act("SUPPORT", challenge("resend"), key(), "{\"reason\": \"first\"}");
        Answer early = act("SUPPORT", challenge("resend"), key, "{\"reason\": \"second\"}");
        assertThat(early.status()).isEqualTo(429);
        assertThat(early.text("/type")).isEqualTo("still-valid");

        issuer.clock().advance(COOLDOWN);
        assertThat(act("SUPPORT", challenge("resend"), key, "{\"reason\": \"second\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void supportIsToldFromWhenOnACodeMayBeSentAgain() {
        var path = "/v1/agent/challenges/" + challenge;
        for (var role : List.of("SUPPORT", "LEAD", "ADMIN")) {
            Answer found = look(role, path);
            assertThat(found.status()).as(found.response().body()).isEqualTo(200);
            assertThat(found.text("/resendAt"))
                    .isEqualTo(issuer.get("/v1/challenges/" + challenge).text("/resendAt"))
                    .isNotEmpty();
        }
        assertThat(look("SRE", path).status()).isEqualTo(403);
        assertThat(look("SUPPORT", "/v1/agent/challenges/no-such").status()).isEqualTo(404);
        assertThat(issuer.get(path).status()).as("with an API key").isEqualTo(403);
    }

    @Test
    void aCodeIsCancelledAndWithdrawn() {
        Answer cancelled = act("SUPPORT", challenge("cancel"), key(), "{\"reason\": \"it was not her\"}");

        assertThat(cancelled.status()).as(cancelled.response().body()).isEqualTo(200);
        assertThat(cancelled.text("/status")).isEqualTo("CANCELLED");
        assertThat(issuer.get("/v1/challenges/" + challenge).text("/status")).isEqualTo("CANCELLED");
    }

    @Test
    void whereACodeWentIsShownOnceAlsoWhenTheCodeIsOverAndWrittenNowhere(CapturedOutput output) {
        issuer.clock().advance(Duration.ofMinutes(6));
        await().until(() -> Tables.text(
                        "issuer", "select contents is null from challenge where challenge_id = '" + challenge + "'")
                .equals("t"));
        var key = key();
        var body = "{\"channel\": \"SMS\", \"reason\": \"she asks which number\"}";

        Answer shown = act("LEAD", challenge("reveal"), key, body);

        assertThat(shown.status()).as(shown.response().body()).isEqualTo(200);
        assertThat(shown.text("/destination")).isEqualTo(NUMBER);
        assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
        assertThat(act("LEAD", challenge("reveal"), key, body).text("/type")).isEqualTo("seen-before");
        assertThat(act("LEAD", challenge("reveal"), key(), body.replace("SMS", "EMAIL"))
                        .status())
                .as("nothing was sent there")
                .isEqualTo(404);
        assertThat(output.getAll()).contains(agent + " of demo was shown").doesNotContain(NUMBER, NUMBER.substring(3));
        assertThat(Tables.dump("issuer")).doesNotContain(NUMBER, NUMBER.substring(3));
    }

    @Test
    void whoHasSeenManyDestinationsHasToWait() {
        var body = "{\"channel\": \"SMS\", \"reason\": \"curious\"}";
        for (int seen = 0; seen < 20; seen++) {
            assertThat(act("LEAD", challenge("reveal"), key(), body).status()).isEqualTo(200);
        }

        Answer limited = act("LEAD", challenge("reveal"), key(), body);

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.text("/limit")).isEqualTo("reveal");
        assertThat(limited.header("Retry-After")).isNotEmpty();
    }

    @Test
    void eachRoleMayDoWhatIsItsOwnAndNothingElse() {
        var reveal = "{\"channel\": \"SMS\", \"reason\": \"why not\"}";
        assertThat(act("SUPPORT", challenge("reveal"), key(), reveal).status()).isEqualTo(403);
        assertThat(act("SUPPORT", "/v1/agent/suppressions/any/lift", key(), reveal)
                        .status())
                .isEqualTo(403);
        assertThat(act("SRE", challenge("resend"), key(), reveal).status()).isEqualTo(403);
        assertThat(forget("LEAD").status()).isEqualTo(403);
        for (String path : new String[] {"/v1/challenges", "/v1/challenges/" + challenge + "/check"}) {
            assertThat(act("ADMIN", path, key(), "{}").status()).as(path).isEqualTo(403);
        }
        Answer policy = RunningIssuer.send(issuer.request("/v1/policy")
                .setHeader("Authorization", "Bearer " + token("ADMIN", "demo", new Call("GET", "/v1/policy", null)))
                .GET());
        assertThat(policy.status()).isEqualTo(403);
        for (String path : new String[] {challenge("resend"), challenge("reveal")}) {
            assertThat(issuer.post(path, reveal).status())
                    .as("with the tenant's key")
                    .isEqualTo(403);
        }
    }

    @Test
    void anAgentOfAnotherTenantFindsNothing() {
        var body = "{\"channel\": \"SMS\", \"reason\": \"let me see\"}";
        var key = key();
        for (String call : new String[] {"resend", "cancel", "reveal"}) {
            var token = token("LEAD", "strict", new Call("POST", challenge(call), key));
            assertThat(actWith(token, challenge(call), key, body).status())
                    .as(call)
                    .isEqualTo(404);
        }
    }

    @Test
    void aTokenThatWasSignedForAnotherRequestOpensNothing() {
        var key = key();
        var body = "{\"channel\": \"SMS\", \"reason\": \"it leaked\"}";
        var token = token("LEAD", "demo", new Call("POST", challenge("resend"), key));

        assertThat(actWith(token, challenge("reveal"), key, body).status()).isEqualTo(401);
        assertThat(actWith(token, challenge("resend"), key(), body).status()).isEqualTo(401);
        assertThat(actWith(token, challenge("resend"), key, body).status()).isEqualTo(200);
    }

    @Test
    void whatNobodyCanExplainOrNameOnceIsNotDone() {
        assertThat(act("SUPPORT", challenge("resend"), key(), "{}").text("/field"))
                .isEqualTo("reason");
        var withoutAny = new Call("POST", challenge("resend"), null);
        Answer withoutKey = RunningIssuer.send(issuer.request(challenge("resend"))
                .setHeader("Authorization", "Bearer " + token("SUPPORT", "demo", withoutAny))
                .POST(BodyPublishers.ofString("{\"reason\": \"no key\"}")));
        assertThat(withoutKey.status()).isEqualTo(400);
        assertThat(withoutKey.text("/detail")).startsWith("Idempotency-Key");
    }

    @Test
    void aUserWhoIsForgottenHasNoCodeNoLoginAndNoDestination() {
        var login = issuer.get("/v1/challenges/" + challenge).text("/loginId");
        act("SUPPORT", challenge("resend"), key(), "{\"reason\": \"to have an answer that is kept\"}");
        assertThat(told(challenge)).contains("answered_request");

        assertThat(forget("ADMIN").status()).isEqualTo(204);

        assertThat(issuer.get("/v1/challenges/" + challenge).status()).isEqualTo(404);
        assertThat(act("LEAD", challenge("reveal"), key(), "{\"channel\": \"SMS\", \"reason\": \"late\"}")
                        .status())
                .isEqualTo(404);
        var events = Topics.shared().awaitRecords(Topic.REQUESTS, "demo:" + user, 2);
        assertThat(events.getLast().value()).isInstanceOf(OtpWithdrawn.class);
        await().untilAsserted(() -> assertThat(told(user))
                .as("how many codes were asked for and entered wrongly; the events have gone")
                .isSubsetOf("user_state", "limit_counter"));
        assertThat(told(login)).isEmpty();
        assertThat(told(challenge)).as("of a number range").isSubsetOf("sms_sent");
        assertThat(Tables.text("issuer", "select last_sequence from user_state where user_id = '" + user + "'"))
                .as("the next code is newer")
                .isEqualTo("1");
    }

    @Test
    void whoIsNotKnownIsSaidToBeThat() {
        Answer unknown = forget("ADMIN", "nobody-" + user);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/type")).isEqualTo("unknown-user");
    }

    /** The tables that name it. */
    private static List<String> told(String name) {
        return Tables.names("issuer").stream()
                .filter(table -> Tables.dump("issuer", table).contains(name))
                .toList();
    }

    private String ask() {
        return issuer.ask(user, "\"phone\": \"%s\", \"email\": \"%s@example.com\"".formatted(NUMBER, user))
                .text("/challengeId");
    }

    private String challenge(String call) {
        return "/v1/agent/challenges/" + challenge + "/" + call;
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private String token(String role, String tenant, Call call) {
        return CONSOLE.sign(Console.claims(issuer.clock().instant(), call, tenant, role)
                .subject(user)
                .build());
    }

    private Answer look(String role, String path) {
        return RunningIssuer.send(issuer.request(path)
                .setHeader("Authorization", "Bearer " + token(role, "demo", new Call("GET", path, null)))
                .GET());
    }

    private Answer act(String role, String path, String key, String body) {
        return actWith(token(role, "demo", new Call("POST", path, key)), path, key, body);
    }

    private Answer actWith(String token, String path, String key, String body) {
        return RunningIssuer.send(issuer.request(path)
                .setHeader("Authorization", "Bearer " + token)
                .setHeader("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private Answer forget(String role) {
        return forget(role, user);
    }

    private Answer forget(String role, String whom) {
        var path = "/v1/users/" + whom + "/data";
        return RunningIssuer.send(issuer.request(path)
                .setHeader("Authorization", "Bearer " + token(role, "demo", new Call("DELETE", path, null)))
                .setHeader("Reason", "she asked for it")
                .DELETE());
    }
}
