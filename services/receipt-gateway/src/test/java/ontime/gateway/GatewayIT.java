package ontime.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ontime.gateway.aws.AwsSamples.envelope;
import static ontime.gateway.aws.AwsSamples.firehose;
import static ontime.gateway.aws.AwsSamples.gzip;
import static ontime.gateway.aws.AwsSamples.smsLog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.events.Topic;
import ontime.events.TrustedClasses;
import ontime.gateway.aws.AwsSamples;
import ontime.gateway.aws.SimulatedSns;
import ontime.gateway.correlation.DeadLetter;
import ontime.infrastructure.TestInfrastructure;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The whole service before a real broker, registry and database. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=receipt-gateway",
            "ontime.topics.partitions=3",
            "ontime.gateway.rounds=100ms",
            "ontime.gateway.sns.topics=" + SimulatedSns.TOPIC
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIT {

    private static final String KEY = "open sesame";
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final SimulatedSns SNS = SimulatedSns.named("sns.amazonaws.com");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static {
        TrustedClasses.install();
    }

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(START);
        }
    }

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private KafkaProperties kafka;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @Autowired
    private MeterRegistry meters;

    private Topics topics;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry properties) throws IOException {
        TestInfrastructure.properties("gateway").forEach((name, value) -> properties.add(name, () -> value));
        var certificate = Files.createTempFile("sns", ".pem");
        Files.write(certificate, SNS.certificate());
        properties.add("ontime.gateway.sns.certificate", certificate::toString);
        properties.add(
                "ontime.gateway.firehose.access-keys",
                () -> DeadLetter.of(KEY.getBytes(UTF_8), "").sha256());
    }

    @BeforeAll
    void connect() {
        topics = new Topics(kafka);
    }

    @AfterAll
    void disconnect() {
        topics.close();
    }

    @Test
    void aReportIsPublishedWithTheWholeIdentityOfItsDelivery() {
        var accepted = clock.instant();
        handOver("told", "sns", "m-told", accepted);
        clock.move(Duration.ofSeconds(10));

        var answer = deliver("r-told", log("m-told", accepted, "SUCCESS", "Message has been accepted by phone", 4_344));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(answer.body()).path("requestId").asString())
                .isEqualTo("r-told");
        var receipt = only("told");
        assertThat(receipt.getTenant()).isEqualTo("acme");
        assertThat(receipt.getUserId()).isEqualTo("u-told");
        assertThat(receipt.getLoginId()).isEqualTo("l-told");
        assertThat(receipt.getDelivery()).isEqualTo(2);
        assertThat(receipt.getChannel()).isEqualTo(Channel.SMS);
        assertThat(receipt.getCountry()).isEqualTo("GB");
        assertThat(receipt.getAttempt()).isEqualTo(3);
        assertThat(receipt.getRoute()).isEqualTo("dublin");
        assertThat(receipt.getStatus()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(receipt.getConfidence()).isEqualTo(Confidence.HANDSET);
        assertThat(receipt.getOccurredAt()).isEqualTo(accepted.plusMillis(4_344));
        assertThat(receipt.getObservedAt()).isEqualTo(clock.instant());
        assertThat(receipt.getCarrier()).isEqualTo("My Phone Carrier");
        assertThat(receipt.getMcc()).isEqualTo("234");
        assertThat(receipt.getMnc()).isEqualTo("10");
        assertThat(receipt.getHeardBy()).isEqualTo(HeardBy.GATEWAY);
        assertThat(receipt.toString()).doesNotContain(AwsSamples.PHONE);
        assertThat(meters.get("otp.stage").tag("stage", "carrier").timer().max(TimeUnit.SECONDS))
                .isGreaterThan(4);
    }

    @Test
    void aReportThatOvertakesTheHandoverWaitsForIt() {
        var accepted = clock.instant();
        deliver("r-early", log("m-early", accepted, "FAILURE", "Invalid phone number", 100));
        assertThat(topics.heardOf("c-early")).isEmpty();

        handOver("early", "sns", "m-early", accepted);

        var receipt = only("early");
        assertThat(receipt.getStatus()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(receipt.getReason()).isEqualTo(DeliveryReason.INVALID_DESTINATION);
        assertThat(receipt.getPermanent()).isTrue();
        assertThat(receipt.getConfidence()).isNull();
    }

    @Test
    void aMailThatBouncesIsToldThroughTheSignedWebhookAndOnlyOnce() {
        handOver("bounced", "smtp", "<c-bounced.1@example.com>", clock.instant());
        var message = SNS.notification(
                "n-bounced", AwsSamples.bounce("<c-bounced.1@example.com>", "Permanent", "NoEmail"), clock.instant());

        assertThat(post("/webhooks/sns", message).statusCode()).isEqualTo(200);
        var again = post("/webhooks/sns", message);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var receipt = only("bounced");
        assertThat(receipt.getReason()).isEqualTo(DeliveryReason.INVALID_DESTINATION);
        assertThat(receipt.getDetail()).isEqualTo("Permanent/NoEmail");
        assertThat(receipt.getProvider()).isEqualTo("smtp");
    }

    @Test
    void aBatchThatFirehoseSendsTwiceIsToldOnce() {
        var accepted = clock.instant();
        handOver("twice", "sns", "m-twice", accepted);
        var record = log("m-twice", accepted, "SUCCESS", "Message has been accepted by phone carrier", 900);

        assertThat(deliver("r-twice", record, record).statusCode()).isEqualTo(200);
        assertThat(deliver("r-twice", record, record).statusCode()).isEqualTo(200);
        only("twice");
        // What came after it was published, so a second one would have been, too.
        handOver("twice-after", "sns", "m-twice-after", accepted);
        deliver("r-after", log("m-twice-after", accepted, "SUCCESS", "Message has been accepted by phone", 900));
        only("twice-after");
        assertThat(topics.heardOf("c-twice")).hasSize(1);
    }

    @Test
    void aReportAboutAMessageOfSomebodyElseIsSetAsideAndStillFindsItsDeliveryLater() {
        var accepted = clock.instant();
        deliver("r-stranger", log("m-stranger", accepted, "SUCCESS", "Message has been accepted by phone", 900));

        clock.move(Duration.ofMinutes(16));

        eventually().until(() -> foreign("m-stranger"));
        assertThat(meters.get("otp.gateway.foreign")
                        .tag("provider", "sns")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(1);
        assertThat(topics.heardOf("c-stranger")).isEmpty();
        handOver("stranger", "sns", "m-stranger", accepted);
        // So late, silence may be told first.
        eventually()
                .untilAsserted(() -> assertThat(topics.heardOf("c-stranger"))
                        .extracting(DeliveryReceipt::getStatus)
                        .contains(DeliveryStatus.DELIVERED));
    }

    @Test
    void aReportThatComesWhenItsMessageIsForgottenIsLateAndNotForeign() {
        var foreign = count("otp.gateway.foreign");
        var longAgo = clock.instant().minus(Duration.ofDays(9));

        deliver("r-late", log("m-late", longAgo, "SUCCESS", "Message has been accepted by phone", 900));
        clock.move(Duration.ofMinutes(16));

        eventually().until(() -> count("otp.gateway.late") > 0);
        assertThat(count("otp.gateway.foreign")).isEqualTo(foreign);
    }

    @Test
    void ofMessagesFromBeforeItsFirstStartItDoesNotSayThatNobodyReported() {
        handOver("before", "sns", "m-before", START.minus(Duration.ofDays(3)));
        handOver("since", "sns", "m-since", clock.instant());
        eventually().until(() -> handedOver("m-before") && handedOver("m-since"));

        clock.move(Duration.ofMinutes(16));

        only("since");
        assertThat(topics.heardOf("c-before")).isEmpty();
        // What is heard of them all the same counts.
        deliver(
                "r-before",
                log("m-before", START.minus(Duration.ofDays(3)), "SUCCESS", "Message has been accepted by phone", 900));
        assertThat(only("before").getStatus()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void whatProvidersReachShowsNothingOfTheInside() {
        assertThat(get(port, "/actuator/prometheus").statusCode()).isEqualTo(404);
        assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(404);
        assertThat(get(managementPort, "/actuator/prometheus").body()).contains("otp_gateway_waiting");
        assertThat(get(managementPort, "/actuator/health/readiness").statusCode())
                .isEqualTo(200);
        assertThat(get(managementPort, "/webhooks/sns").statusCode()).isEqualTo(404);
    }

    @Test
    void silenceBecomesAFactAndALaterReportStillCounts() {
        var accepted = clock.instant();
        handOver("silent", "sns", "m-silent", accepted);
        eventually().until(() -> handedOver("m-silent"));

        clock.move(Duration.ofMinutes(16));

        var unknown = only("silent");
        assertThat(unknown.getStatus()).isEqualTo(DeliveryStatus.UNKNOWN);
        assertThat(unknown.getReason()).isEqualTo(DeliveryReason.NO_REPORT);
        assertThat(unknown.getOccurredAt()).isEqualTo(accepted.plus(Duration.ofMinutes(15)));
        deliver("r-silent", log("m-silent", accepted, "SUCCESS", "Message has been accepted by phone", 1_000_000));
        eventually()
                .untilAsserted(() -> assertThat(topics.heardOf("c-silent"))
                        .extracting(DeliveryReceipt::getStatus)
                        .containsExactly(DeliveryStatus.UNKNOWN, DeliveryStatus.DELIVERED));
    }

    @Test
    void aCodeThatWasEnteredIsNotCalledUnaccountedFor() {
        handOver("entered", "sns", "m-entered", clock.instant());
        handOver("not-entered", "sns", "m-not-entered", clock.instant());
        eventually().until(() -> handedOver("m-entered") && handedOver("m-not-entered"));
        topics.publish(
                Topic.CHECKS,
                "c-entered",
                CodeChecked.newBuilder()
                        .setEventId("e-entered")
                        .setTenant("acme")
                        .setUserId("u-entered")
                        .setLoginId("l-entered")
                        .setChallengeId("c-entered")
                        .setOutcome(CheckOutcome.VERIFIED)
                        .setAttemptsLeft(5)
                        .setCheckedAt(clock.instant())
                        .build());
        eventually().until(() -> settled("m-entered"));

        clock.move(Duration.ofMinutes(16));

        only("not-entered");
        assertThat(topics.heardOf("c-entered")).isEmpty();
    }

    @Test
    void nothingOfStrangersIsTaken() {
        var unsigned = "{\"Type\": \"Notification\", \"TopicArn\": \"" + SimulatedSns.TOPIC + "\"}";
        var record = firehose("r-stranger", gzip(envelope("{}")));
        var before = taken();

        assertThat(post("/webhooks/sns", unsigned).statusCode()).isEqualTo(403);
        assertThat(post("/webhooks/sns", "a".repeat(1_100_000)).statusCode()).isEqualTo(413);
        assertThat(post("/webhooks/firehose", record).statusCode()).isEqualTo(403);
        var wrong = post(
                "/webhooks/firehose",
                record,
                "X-Amz-Firehose-Access-Key",
                "open poppy",
                "X-Amz-Firehose-Request-Id",
                "r-stranger");
        assertThat(wrong.statusCode()).isEqualTo(403);
        assertThat(wrong.body()).contains("\"requestId\":\"r-stranger\"").contains("errorMessage");
        assertThat(post("/webhooks/other", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/webhooks/other", "{}").headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(taken()).isEqualTo(before);
    }

    @Test
    void whatCannotBeReadIsKeptWithoutItsContentAndTheRestIsTaken() {
        var accepted = clock.instant();
        handOver("beside", "sns", "m-beside", accepted);

        var answer = deliver(
                "r-beside",
                "{\"surprise\": \"" + AwsSamples.PHONE + "\"}",
                log("m-beside", accepted, "SUCCESS", "Message has been accepted by phone", 900));

        assertThat(answer.statusCode()).isEqualTo(200);
        only("beside");
        var letters = jdbc.sql("SELECT to_jsonb(dead_letter)::text FROM dead_letter")
                .query(String.class)
                .list();
        assertThat(letters).anyMatch(letter -> letter.contains("no event that we know"));
        assertThat(letters).noneMatch(letter -> letter.contains(AwsSamples.PHONE));
    }

    private static String log(String messageId, Instant at, String status, String response, long ackMillis) {
        return smsLog(messageId, at, status, response, ackMillis);
    }

    private void handOver(String name, String provider, String messageId, Instant accepted) {
        topics.publish(
                Topic.RECEIPTS,
                "c-" + name,
                DeliveryReceipt.newBuilder()
                        .setEventId("e-" + name)
                        .setTenant("acme")
                        .setUserId("u-" + name)
                        .setLoginId("l-" + name)
                        .setChallengeId("c-" + name)
                        .setDelivery(2)
                        .setChannel(provider.equals("sns") ? Channel.SMS : Channel.EMAIL)
                        .setCountry(provider.equals("sns") ? "GB" : null)
                        .setAttempt(3)
                        .setRoute("dublin")
                        .setStatus(DeliveryStatus.ACCEPTED)
                        .setProvider(provider)
                        .setProviderMessageId(messageId)
                        .setConfidence(Confidence.PROVIDER)
                        .setDispatchedAt(accepted.minusMillis(80))
                        .setOccurredAt(accepted)
                        .setObservedAt(accepted)
                        .build());
    }

    private HttpResponse<String> deliver(String requestId, String... messages) {
        return post(
                "/webhooks/firehose",
                firehose(requestId, gzip(envelope(messages))),
                "X-Amz-Firehose-Access-Key",
                KEY,
                "X-Amz-Firehose-Request-Id",
                requestId);
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(int port, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private double count(String counter) {
        return meters.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private DeliveryReceipt only(String name) {
        eventually().untilAsserted(() -> assertThat(topics.heardOf("c-" + name)).hasSize(1));
        return topics.heardOf("c-" + name).getFirst();
    }

    private boolean handedOver(String messageId) {
        return exists("FROM handover WHERE message_id = ?", messageId);
    }

    private boolean settled(String messageId) {
        return exists("FROM handover WHERE settled AND message_id = ?", messageId);
    }

    private boolean foreign(String messageId) {
        return exists("FROM report WHERE foreign_since IS NOT NULL AND message_id = ?", messageId);
    }

    private boolean exists(String condition, String messageId) {
        return jdbc.sql("SELECT EXISTS (SELECT " + condition + ")")
                .param(messageId)
                .query(Boolean.class)
                .single();
    }

    private long taken() {
        return jdbc.sql("SELECT (SELECT count(*) FROM report) + (SELECT count(*) FROM dead_letter)"
                        + " + (SELECT count(*) FROM notification)")
                .query(Long.class)
                .single();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60));
    }
}
