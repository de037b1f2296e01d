package ontime.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import ontime.events.Topic;
import ontime.tracing.Collector;
import ontime.tracing.Collector.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to a login is one trace, wherever it comes from. */
class TraceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration COOLDOWN = Duration.ofSeconds(30);

    /** Of no other test: the topics are everybody's. */
    private static final String LOGIN = "6a1c0e5d92b7483fa0c4d1e8b3f75926";

    private static final String ELSEWHERE = "7b2d1f6ea3c8594fb1d5e2f9c4a86a37";

    private static final Collector COLLECTOR = new Collector();
    private static RunningIssuer issuer = RunningIssuer.shared();

    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();

    @BeforeAll
    static void start() {
        issuer = RunningIssuer.start(
                "tracing",
                Map.of(
                        "ontime.issuer.tenants.demo.policy",
                        RunningIssuer.FALLING_BACK,
                        "spring.datasource.hikari.maximum-pool-size",
                        "4",
                        "ontime.tracing.endpoint",
                        COLLECTOR.endpoint().toString(),
                        "ontime.tracing.every",
                        "50ms",
                        "ontime.tracing.ratio",
                        "0"));
    }

    @AfterAll
    static void stop() {
        issuer.close();
        COLLECTOR.close();
    }

    @BeforeEach
    void stopTheClock() {
        issuer.clock().stop();
    }

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void aFallbackAResendACheckAndAnotherCodeJoinTheTraceOfTheLogin() {
        String login = "login-of-" + user;
        String challenge = ask(LOGIN, login).text("/challengeId");
        topics.awaitRequest(challenge, 1);
        issuer.clock().advance(DEADLINE);
        topics.awaitRequest(challenge, 2);
        issuer.clock().advance(COOLDOWN);
        post("/v1/challenges/" + challenge + "/resend", ELSEWHERE, "{}");
        topics.awaitRequest(challenge, 3);
        issuer.check(challenge, "000000");
        String second = ask(ELSEWHERE, login).text("/challengeId");
        topics.awaitRequest(second, 1);

        List<Seen> trace = await().atMost(PATIENCE)
                .until(
                        () -> COLLECTOR.spansOf(LOGIN),
                        spans -> spans.stream()
                                        .map(Seen::name)
                                        .toList()
                                        .containsAll(List.of(
                                                "fall back",
                                                "POST /v1/challenges/{challengeId}/resend",
                                                "POST /v1/challenges/{challengeId}/check",
                                                "send otp.checks"))
                                && spans.stream()
                                                .filter(span -> span.name().equals("POST /v1/challenges"))
                                                .count()
                                        == 2);
        assertThat(topics.records(Topic.REQUESTS, "demo:" + user))
                .hasSizeGreaterThan(3)
                .allSatisfy(record -> assertThat(new String(
                                record.headers().lastHeader("traceparent").value(), UTF_8))
                        .startsWith("00-" + LOGIN)
                        .endsWith("-01"));
        var first = trace.stream()
                .filter(span -> span.parent().equals("00f067aa0ba902b7"))
                .toList();
        assertThat(first).extracting(Seen::name).containsExactly("POST /v1/challenges");
        assertThat(trace)
                .filteredOn(span -> !span.name().startsWith("send ") && !first.contains(span))
                .as("all that came later is below the request that the login began with")
                .hasSize(4)
                .allSatisfy(span ->
                        assertThat(span.parent()).isEqualTo(first.getFirst().id()));
        assertThat(trace)
                .filteredOn(span -> span.name().endsWith("/resend"))
                .singleElement()
                .satisfies(span -> assertThat(span.linked()).containsExactly(ELSEWHERE));
        assertThat(COLLECTOR.spansOf(ELSEWHERE)).isEmpty();
        assertThat(trace).allSatisfy(span -> assertThat(span.service()).isEqualTo("issuer"));
    }

    @Test
    void aTraceThatBeginsHereIsKeptAsOftenAsTheRatioSays() {
        Answer made =
                issuer.post("/v1/challenges", "{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user));
        topics.awaitRequest(made.text("/challengeId"), 1);

        assertThat(topics.records(Topic.REQUESTS, "demo:" + user))
                .singleElement()
                .satisfies(record -> assertThat(new String(
                                record.headers().lastHeader("traceparent").value(), UTF_8))
                        .endsWith("-00"));
    }

    private Answer ask(String trace, String login) {
        return post("/v1/challenges", trace, """
                {"userId": "%s", "loginId": "%s", "phone": "07700 900123", "email": "ada@example.com"}""".formatted(user, login));
    }

    private static Answer post(String path, String trace, String body) {
        return RunningIssuer.send(issuer.request(path)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString(body)));
    }
}
