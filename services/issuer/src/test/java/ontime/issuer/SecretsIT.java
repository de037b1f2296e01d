package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import ontime.events.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Codes and whole destinations are in no table, log, metric or record, and what a resend needs does not stay. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsIT {

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void nothingShowsTheCodeOrTheWholeDestination(CapturedOutput output) {
        issuer.clock().stop();
        String challenge = issuer.ask(user, "\"phone\": \"07700 900456\", \"email\": \"grace@example.com\"")
                .text("/challengeId");
        String code = topics.awaitCode(challenge);
        issuer.clock().advance(Duration.ofSeconds(30));
        issuer.resend(challenge, "{\"channel\": \"EMAIL\"}");
        issuer.check(challenge, Desk.other(code));
        issuer.post("/v1/challenges", "{\"userId\": \"u\", \"phone\": \"+447700900456 x\"}");
        issuer.post("/v1/challenges", "{\"userId\": \"u\", \"email\": \"grace@example.com, \"}");
        issuer.post("/v1/challenges", "{\"userId\": \"u\", \"phone\": \"+447700900456\"");
        issuer.post("/v1/challenges/" + challenge + "/check", "{\"code\": " + code + "}");
        topics.awaitRequest(challenge, 2);

        String everything = String.join(
                "\n",
                Tables.dump("issuer"),
                issuer.get("/actuator/prometheus").response().body(),
                issuer.get("/v1/challenges/" + challenge).response().body(),
                topics.records(Topic.REQUESTS, "demo:" + user).toString(),
                topics.records(Topic.CHECKS, challenge).toString(),
                output.getAll());

        assertThat(everything).contains(challenge, "limit_counter:", "answered_request:", "sms_sent:");
        assertThat(everything).doesNotContain("7700900456", "900456", "grace@", "grace\\");
        // Not among the digits of a time, a hash or an identifier.
        assertThat(Pattern.compile("(?<![0-9a-fA-F.:-])" + code + "(?![0-9a-fA-F.:-])")
                        .matcher(everything)
                        .find())
                .isFalse();
    }

    @Test
    void whatAResendNeedsIsWipedWhenTheChallengeEnds() {
        String superseded = ask();
        String verified = ask();
        assertThat(contents(superseded)).isEqualTo("wiped");
        assertThat(contents(verified)).isEqualTo("kept");
        issuer.check(verified, topics.awaitCode(verified));
        String cancelled = ask();
        issuer.delete("/v1/challenges/" + cancelled);
        String locked = ask();
        for (int i = 0; i < 5; i++) {
            issuer.check(locked, Desk.other(topics.awaitCode(locked)));
        }

        assertThat(contents(verified)).isEqualTo("wiped");
        assertThat(contents(cancelled)).isEqualTo("wiped");
        assertThat(contents(locked)).isEqualTo("wiped");
    }

    @Test
    void whatAResendNeedsIsWipedWhenTheChallengeExpiresAndTheChallengeIsForgottenADayLater() {
        Instant asked = issuer.clock().stop();
        String challenge = ask();
        Instant expired = asked.plus(Duration.ofMinutes(5));

        issuer.clock().stopAt(expired);
        await().until(() -> contents(challenge).equals("wiped"));

        issuer.clock().stopAt(expired.plus(Duration.ofHours(24)).minusMillis(1));
        assertThat(issuer.get("/v1/challenges/" + challenge).text("/status")).isEqualTo("EXPIRED");
        issuer.clock().advance(Duration.ofMillis(1));
        await().until(() -> issuer.get("/v1/challenges/" + challenge).status() == 404);
    }

    private String ask() {
        return issuer.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
    }

    private static String contents(String challenge) {
        return Tables.text(
                "issuer",
                "select case when contents is null then 'wiped' else 'kept' end from challenge where challenge_id = '"
                        + challenge + "'");
    }
}
