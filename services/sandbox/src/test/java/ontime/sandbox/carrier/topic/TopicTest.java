package ontime.sandbox.carrier.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.gateway.aws.Envelope;
import ontime.gateway.aws.RefusedException;
import ontime.gateway.aws.SnsEnvelopes;
import ontime.gateway.report.MessageKey;
import ontime.gateway.report.Report;
import ontime.sandbox.SetClock;
import ontime.sandbox.carrier.SmsStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The simulated SNS, looked at with the gateway's own eyes. */
class TopicTest {

    private static final Instant NOW = SetClock.START;
    private static final MailEvents.Mail MAIL = new MailEvents.Mail("<c-1.1@example.com>", "jo@example.org", NOW);

    @TempDir
    private Path keys;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer subscriber;
    private Topic topic;
    private volatile int refusal = 503;

    @BeforeEach
    void start() throws IOException {
        SigningKey.create(keys, Instant.now());
        subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        subscriber.createContext("/webhooks/sns", this::receive);
        subscriber.start();
        topic = new Topic(
                URI.create("http://127.0.0.1:" + subscriber.getAddress().getPort() + "/webhooks/sns"),
                SigningKey.read(keys),
                UUID::randomUUID,
                () -> NOW,
                millis -> Thread.sleep(Math.min(millis, 5)),
                threads);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        subscriber.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (body.contains("SubscriptionConfirmation")) {
                asked.add(body);
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            posted.add(body);
            var refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            exchange.sendResponseHeaders(refused ? refusal : 200, -1);
        }
    }

    @Test
    void nothingIsDeliveredBeforeTheSubscriberHasConfirmed() throws Exception {
        topic.publish("{}");
        topic.subscribe();
        await().until(() -> asked.size() > 1);
        assertThat(posted).isEmpty();
        assertThat(open(asked.getFirst())).isInstanceOf(Envelope.Subscription.class);

        assertThat(topic.confirm(Topic.ARN, "a guess")).isFalse();
        assertThat(topic.confirm("arn:aws:sns:eu-west-2:123456789012:other", token(asked.getFirst())))
                .isFalse();
        assertThat(posted).isEmpty();
        assertThat(topic.confirm(Topic.ARN, token(asked.getFirst()))).isTrue();

        await().until(() -> posted.size() == 1);
    }

    @Test
    void whatSesTellsOfMailsIsUnderstoodByTheGateway() throws Exception {
        confirm();
        var events = new MailEvents(topic::publish, UUID::randomUUID);
        var key = new MessageKey("smtp", "<c-1.1@example.com>");

        events.delivered(MAIL, NOW.plusMillis(4_500));
        assertThat(report()).satisfies(report -> {
            assertThat(report.key()).isEqualTo(key);
            assertThat(report.meaning().status()).isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(report.occurredAt()).isEqualTo(NOW.plusMillis(4_500));
        });
        events.bounced(MAIL, NOW.plusMillis(700));
        assertThat(report()).satisfies(report -> {
            assertThat(report.key()).isEqualTo(key);
            assertThat(report.meaning().reason()).isEqualTo(DeliveryReason.INVALID_DESTINATION);
            assertThat(report.meaning().permanent()).isTrue();
        });
        events.complained(MAIL, NOW.plusSeconds(60));
        assertThat(report()).satisfies(report -> {
            assertThat(report.key()).isEqualTo(key);
            assertThat(report.meaning().reason()).isEqualTo(DeliveryReason.COMPLAINED);
        });
    }

    @Test
    void whatEndUserMessagingTellsOfTextMessagesIsUnderstoodByTheGateway() throws Exception {
        confirm();
        var events = new TextEvents(topic::publish);
        var id = UUID.randomUUID();

        events.write(new SmsStatus(id, "+447700900123", NOW, NOW.plusMillis(900), true));
        assertThat(report()).satisfies(report -> {
            assertThat(report.key()).isEqualTo(new MessageKey("sns", id.toString()));
            assertThat(report.meaning().status()).isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(report.occurredAt()).isEqualTo(NOW.plusMillis(900));
            assertThat(report.network().carrier()).isEqualTo("Simulated Mobile");
        });
        events.write(new SmsStatus(id, "+447700900123", NOW, NOW.plusMillis(900), false));
        assertThat(report().meaning().reason()).isEqualTo(DeliveryReason.UNREACHABLE);
    }

    @Test
    void whatFindsTheSubscriberUnwellIsSentAgainAndWhatIsRefusedIsNot() throws Exception {
        confirm();
        refusals.set(2);
        topic.publish("{\"number\": 1}");
        await().until(() -> posted.size() == 3);
        assertThat(posted).as("the same message").containsOnly(posted.getFirst());

        posted.clear();
        refusal = 403;
        refusals.set(1);
        topic.publish("{\"number\": 2}");
        await().until(() -> posted.size() == 1);
        topic.publish("{\"number\": 3}");
        await().until(() -> posted.size() == 2);
        assertThat(posted.getLast()).contains("number\\\": 3");
    }

    @Test
    void aKeyOfAnotherInstallationIsNotBelieved() throws Exception {
        confirm();
        topic.publish("{}");
        await().until(() -> !posted.isEmpty());
        Files.delete(SigningKey.certificate(keys));
        SigningKey.create(keys, Instant.now());

        assertThatThrownBy(() -> open(posted.getFirst()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("signature");
    }

    private void confirm() {
        topic.subscribe();
        await().until(() -> !asked.isEmpty());
        assertThat(topic.confirm(Topic.ARN, token(asked.getFirst()))).isTrue();
    }

    private Report report() throws Exception {
        await().until(() -> !posted.isEmpty());
        var body = posted.getFirst();
        posted.clear();
        return ((Envelope.Notification) open(body)).call().reports().getFirst();
    }

    private Envelope open(String body) throws IOException, RefusedException {
        var certificate = Files.readAllBytes(SigningKey.certificate(keys));
        try (var envelopes = new SnsEnvelopes(
                List.of(ontime.gateway.aws.Topic.of(Topic.ARN)), _ -> certificate, Duration.ofMinutes(65))) {
            return envelopes.open(body, NOW);
        }
    }

    private static String token(String body) {
        return JsonMapper.shared().readTree(body).at("/Token").asString();
    }
}
