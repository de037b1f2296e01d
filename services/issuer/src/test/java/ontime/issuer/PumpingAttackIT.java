package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Somebody has SMS sent to numbers that earn from them, beside a tenant whose people use the same range. */
@ExtendWith(OutputCaptureExtension.class)
class PumpingAttackIT {

    private static final String GUARDED = """
            {"numbers": {"testNumbers": true},
             "limits": {"destination": null,
                        "pumping": {"minimum": 10, "share": 0.2, "lookBack": "PT1H", "closedFor": "PT1H"}}}""";

    private static final RunningIssuer ISSUER = RunningIssuer.start(
            "pumped",
            Map.of(
                    "ontime.issuer.tenants.demo.policy", GUARDED,
                    "ontime.issuer.tenants.strict.policy", GUARDED,
                    "ontime.issuer.limits.sweep", "200ms"));

    private final Topics topics = Topics.shared();

    @AfterEach
    void letTimeRun() {
        ISSUER.clock().run();
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void theirRangeIsClosedForTheTenantThatTheyAttackAndForNoOther(CapturedOutput output) {
        ISSUER.clock().stop();
        for (int i = 0; i < 10; i++) {
            assertThat(ask(RunningIssuer.DEMO_KEY, "").text("/channel")).isEqualTo("SMS");
            Answer honest = ask(RunningIssuer.STRICT_KEY, "");
            if (i % 5 > 0) {
                enter(honest.text("/challengeId"));
            }
        }

        ISSUER.clock().advance(Duration.ofMinutes(5));
        await().until(() -> metrics().contains("otp_closed_ranges 1.0"));

        assertThat(output.getAll().lines().filter(line -> line.contains("closed +44770090")))
                .singleElement()
                .asString()
                .contains("WARN", "of demo until", "of 10 codes that were sent, 0 were entered");
        assertThat(metrics())
                .contains("otp_range_closures_total{country=\"GB\"} 1.0", "otp_spend_dollars{tenant=\"demo\"} 0.5");
        Answer refused = ask(RunningIssuer.DEMO_KEY, "");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/limit")).isEqualTo("pumping");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3_600);
        Answer mailed = ask(RunningIssuer.DEMO_KEY, ", \"email\": \"ada@example.com\", \"channel\": \"SMS\"");
        assertThat(mailed.text("/channel")).isEqualTo("EMAIL");
        assertThat(mailed.text("/routing/requested")).isEqualTo("SMS");
        assertThat(mailed.text("/routing/reason")).isEqualTo("SMS_CLOSED");
        assertThat(ask(RunningIssuer.STRICT_KEY, "").text("/channel")).isEqualTo("SMS");

        ISSUER.clock().advance(Duration.ofHours(1));
        assertThat(ask(RunningIssuer.DEMO_KEY, "").text("/channel")).isEqualTo("SMS");
        await().until(() -> metrics().contains("otp_closed_ranges 0.0"));
    }

    private void enter(String challenge) {
        String code = topics.awaitCode(challenge);
        Answer entered = RunningIssuer.send(ISSUER.request("/v1/challenges/" + challenge + "/check")
                .setHeader("Authorization", "Bearer " + RunningIssuer.STRICT_KEY)
                .POST(BodyPublishers.ofString("{\"code\": \"" + code + "\"}")));
        assertThat(entered.text("/outcome")).isEqualTo("VERIFIED");
    }

    private static Answer ask(String key, String more) {
        return RunningIssuer.send(ISSUER.request("/v1/challenges")
                .setHeader("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString("{\"userId\": \"%s\", \"phone\": \"07700 900123\"%s}"
                        .formatted(RunningIssuer.newUser(), more))));
    }

    private static String metrics() {
        return ISSUER.get("/actuator/prometheus").response().body();
    }
}
