package ontime.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same code over the other channel, with the real broker, registry and database. */
class FallbackIT {

    private static final String SCHEMA = "fallback";
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, String> SETTINGS = Map.of(
            "ontime.issuer.tenants.demo.policy",
            RunningIssuer.FALLING_BACK,
            // Three of these run beside those of other tests, and the database has connections for a hundred.
            "spring.datasource.hikari.maximum-pool-size",
            "4");

    private static RunningIssuer issuer = RunningIssuer.shared();

    private final Topics topics = Topics.shared();
    private final Writer writer = Writer.shared();
    private final String user = RunningIssuer.newUser();

    @BeforeAll
    static void startOneThatFallsBack() {
        issuer = RunningIssuer.start(SCHEMA, SETTINGS);
    }

    @AfterAll
    static void stop() {
        issuer.close();
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
    void aDeliveryThatFailsForGoodIsFollowedByOneOverTheOtherChannelWithTheSameCode() {
        String challenge = ask(issuer, user);
        String code = topics.awaitCode(challenge);

        report(challenge, 1, Channel.SMS, DeliveryStatus.FAILED);
        report(challenge, 1, Channel.SMS, DeliveryStatus.FAILED);

        OtpRequested second = topics.awaitRequest(challenge, 2);
        assertThat(second.getChannel()).isEqualTo(Channel.EMAIL);
        assertThat(second.getRoutingReason()).isEqualTo(RoutingReason.FALLBACK);
        assertThat(Topics.unseal(second).text()).contains(code);
        Answer told = issuer.get("/v1/challenges/" + challenge);
        assertThat(told.text("/channel")).isEqualTo("EMAIL");
        assertThat(told.text("/destination")).isEqualTo("a•••@example.com");
        assertThat(told.text("/routing/reason")).isEqualTo("FALLBACK");
        assertThat(told.text("/status")).isEqualTo("REQUESTED");
        assertThat(issuer.check(challenge, code).text("/outcome")).isEqualTo("VERIFIED");
        awaitHandled();
        assertThat(topics.requests(challenge, 3)).isEmpty();
        assertThat(issuer.get("/actuator/prometheus").response().body())
                .contains("otp_fallbacks_total{cause=\"failed\",from=\"SMS\"}");
    }

    @Test
    void theFallbackBelongsToTheTraceOfTheLoginAndNotToThatOfTheReceipt() {
        String challenge = ask(issuer, user);
        topics.awaitRequest(challenge, 1);
        String login = traceId(topics.records(Topic.REQUESTS, "demo:" + user).getFirst());

        report(challenge, 1, Channel.SMS, DeliveryStatus.FAILED);

        topics.awaitRequest(challenge, 2);
        assertThat(topics.records(Topic.REQUESTS, "demo:" + user))
                .last()
                .satisfies(record ->
                        assertThat(traceId(record)).isEqualTo(login).isNotEqualTo(Writer.TRACE.substring(3, 35)));
    }

    private static String traceId(ConsumerRecord<String, ?> record) {
        return new String(record.headers().lastHeader("traceparent").value(), UTF_8).substring(3, 35);
    }

    @Test
    void whatNobodyHasHeardOfByTheDeadlineGoesOverTheOtherChannel() {
        String challenge = ask(issuer, user);
        topics.awaitRequest(challenge, 1);

        issuer.clock().advance(DEADLINE);

        OtpRequested second = topics.awaitRequest(challenge, 2);
        assertThat(second.getRoutingReason()).isEqualTo(RoutingReason.FALLBACK);
        assertThat(second.getRequestedAt()).isEqualTo(issuer.clock().instant());
    }

    @Test
    void whatWasAcceptedInTimeStaysWhereItIsUnlessTheCarrierFailsIt() {
        String silent = ask(issuer, user);
        String accepted = ask(issuer, RunningIssuer.newUser());
        report(accepted, 1, Channel.SMS, DeliveryStatus.ACCEPTED);
        awaitNoDeadline(accepted);

        issuer.clock().advance(DEADLINE);
        // The sweep that finds the one has looked at the other.
        topics.awaitRequest(silent, 2);
        assertThat(topics.requests(accepted, 2)).isEmpty();

        report(accepted, 1, Channel.SMS, DeliveryStatus.FAILED);
        topics.awaitRequest(accepted, 2);
    }

    @Test
    void afterTheCodeWasEnteredNothingIsSentWhateverIsReported() {
        String verified = ask(issuer, user);
        assertThat(issuer.check(verified, topics.awaitCode(verified)).text("/outcome"))
                .isEqualTo("VERIFIED");
        String marker = ask(issuer, RunningIssuer.newUser());

        report(verified, 1, Channel.SMS, DeliveryStatus.FAILED);
        issuer.clock().advance(DEADLINE);

        topics.awaitRequest(marker, 2);
        awaitHandled();
        assertThat(topics.requests(verified, 2)).isEmpty();
    }

    @Test
    void aCodeThatHasExpiredIsNotSentAgain() {
        String challenge = ask(issuer, user);
        topics.awaitRequest(challenge, 1);
        issuer.clock().advance(Duration.ofMinutes(5));

        report(challenge, 1, Channel.SMS, DeliveryStatus.FAILED);

        awaitHandled();
        awaitNoDeadline(challenge);
        assertThat(topics.requests(challenge, 2)).isEmpty();
    }

    @Test
    void aDeadlineSurvivesThatTheIssuerIsAwayWhenItPasses() {
        String challenge;
        Instant asked;
        try (var first = RunningIssuer.start("fallbackrestart", SETTINGS)) {
            asked = first.clock().stop();
            challenge = ask(first, user);
            topics.awaitRequest(challenge, 1);
        }

        try (var second = RunningIssuer.start("fallbackrestart", SETTINGS)) {
            second.clock().stopAt(asked.plus(DEADLINE));

            topics.awaitRequest(challenge, 2);
        }
    }

    @Test
    void whatWasReportedWhileTheIssuerWasAwayIsHeardBeforeADeadlineIsActedOn() {
        String accepted;
        String silent;
        Instant asked;
        try (var first = RunningIssuer.start("fallbackbacklog", SETTINGS)) {
            asked = first.clock().stop();
            accepted = ask(first, user);
            silent = ask(first, RunningIssuer.newUser());
            topics.awaitRequest(accepted, 1);
        }
        report(accepted, 1, Channel.SMS, DeliveryStatus.ACCEPTED);

        var later = new MovableClock();
        later.stopAt(asked.plus(DEADLINE));

        try (var _ = RunningIssuer.start("fallbackbacklog", SETTINGS, later)) {
            topics.awaitRequest(silent, 2);
            assertThat(topics.requests(accepted, 2)).isEmpty();
        }
    }

    @Test
    void twoReplicasThatSeeTheSameDeadlinesActOnEachOnce() {
        try (var one = RunningIssuer.start("fallbackreplicas", SETTINGS);
                var other = RunningIssuer.start("fallbackreplicas", SETTINGS)) {
            Instant asked = one.clock().stop();
            other.clock().stopAt(asked);
            var challenges = Stream.generate(RunningIssuer::newUser)
                    .limit(20)
                    .map(somebody -> ask(one, somebody))
                    .toList();
            challenges.forEach(challenge -> topics.awaitRequest(challenge, 1));

            one.clock().stopAt(asked.plus(DEADLINE));
            other.clock().stopAt(asked.plus(DEADLINE));

            challenges.forEach(challenge -> topics.awaitRequest(challenge, 2));
            await().atMost(PATIENCE).until(() -> Tables.count("fallbackreplicas", "outbox") == 0);
            assertThat(challenges).allSatisfy(challenge -> {
                assertThat(topics.requests(challenge, 2)).hasSize(1);
                assertThat(topics.requests(challenge, 3)).isEmpty();
            });
            assertThat(fallbacks(one) + fallbacks(other)).isEqualTo(20);
        }
    }

    @Test
    void aReceiptThatNobodyCanReadIsKeptAndTheNextIsHeard() {
        String challenge = ask(issuer, user);
        byte[] garbage = ("garbage " + challenge).getBytes(UTF_8);

        writer.write(Topic.RECEIPTS, challenge, garbage);
        writer.write(Topic.RECEIPTS, challenge, refusal());
        report(challenge, 1, Channel.SMS, DeliveryStatus.FAILED);

        topics.awaitRequest(challenge, 2);
        try (var letters = new Letters(Topic.RECEIPTS)) {
            await().atMost(PATIENCE)
                    .until(() -> letters.about("not an event").stream()
                            .filter(letter ->
                                    Letters.header(letter, "dlt-consumer").equals("issuer"))
                            .anyMatch(letter -> Arrays.equals(letter.value(), garbage)));
            assertThat(letters.about("unexpected event LoginRefused")).isEmpty();
        }
    }

    private static String ask(RunningIssuer issuer, String somebody) {
        return issuer.ask(somebody, "\"phone\": \"07700 900123\", \"email\": \"ada@example.com\"")
                .text("/challengeId");
    }

    private void report(String challenge, int delivery, Channel channel, DeliveryStatus status) {
        Instant now = Instant.parse("2026-03-02T10:00:00Z");
        writer.write(
                Topic.RECEIPTS,
                challenge,
                DeliveryReceipt.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setTenant("demo")
                        .setUserId(user)
                        .setLoginId("a-login")
                        .setChallengeId(challenge)
                        .setDelivery(delivery)
                        .setChannel(channel)
                        .setAttempt(1)
                        .setStatus(status)
                        .setOccurredAt(now)
                        .setObservedAt(now)
                        .build());
    }

    private LoginRefused refusal() {
        return LoginRefused.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setTenant("demo")
                .setUserId(user)
                .setLoginId("a-login")
                .setReason(RefusalReason.NO_ROUTE)
                .setRefusedAt(Instant.parse("2026-03-02T10:00:00Z"))
                .build();
    }

    private static void awaitNoDeadline(String challenge) {
        String query =
                "select count(*) from challenge where fallback_at is null and challenge_id = '" + challenge + "'";
        await().atMost(PATIENCE).until(() -> Tables.text(SCHEMA, query).equals("1"));
    }

    /** Waits until the issuer has handled every receipt that is there. */
    private static void awaitHandled() {
        try (var group = new Group("issuer-" + SCHEMA)) {
            await().atMost(PATIENCE).until(() -> group.hasHandled(Topic.RECEIPTS));
        }
    }

    private static double fallbacks(RunningIssuer one) {
        return one.bean(MeterRegistry.class).find("otp.fallbacks").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
