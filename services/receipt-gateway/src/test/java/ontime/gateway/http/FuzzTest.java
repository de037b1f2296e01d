package ontime.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static ontime.gateway.aws.AwsSamples.envelope;
import static ontime.gateway.aws.AwsSamples.firehose;
import static ontime.gateway.aws.AwsSamples.gzip;
import static ontime.gateway.aws.AwsSamples.smsLog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ontime.gateway.aws.AccessKeys;
import ontime.gateway.aws.AwsSamples;
import ontime.gateway.aws.Confirmation;
import ontime.gateway.aws.Envelope;
import ontime.gateway.aws.RefusedException;
import ontime.gateway.aws.SimulatedSns;
import ontime.gateway.aws.SnsEnvelopes;
import ontime.gateway.aws.Topic;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.DeadLetter;
import ontime.gateway.correlation.GatewayMetrics;
import ontime.gateway.correlation.MemoryBook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/**
 * A hundred thousand spoilt bodies against both webhooks: none of them may be more than we can stand, and nothing may
 * be written down that was not signed. The seed is fixed, so that what is found is found again.
 */
class FuzzTest {

    private static final long SEED = 20_260_302;
    private static final int BODIES = 50_000;
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final String KEY = "open sesame";
    private static final String KEY_DIGEST =
            DeadLetter.of(KEY.getBytes(UTF_8), "").sha256();
    private static final SimulatedSns SNS = SimulatedSns.named("sns.amazonaws.com");

    /** What the gateway has called to confirm a subscription. */
    private static final Set<String> CONFIRMED = ConcurrentHashMap.newKeySet();

    private static HttpServer subscriptions;

    private final MemoryBook book = new MemoryBook();
    private final SnsEnvelopes envelopes =
            new SnsEnvelopes(List.of(Topic.of(SimulatedSns.TOPIC)), _ -> SNS.certificate(), Duration.ofMinutes(65));
    private final MockMvc webhooks = webhooks();
    private final Mutation mutation = new Mutation(new Random(SEED));

    @BeforeAll
    static void takeConfirmations() throws IOException {
        subscriptions = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        subscriptions.createContext("/", call -> {
            CONFIRMED.add(call.getRequestURI().toString());
            call.sendResponseHeaders(200, -1);
            call.close();
        });
        subscriptions.start();
    }

    @AfterAll
    static void takeNoMore() {
        subscriptions.stop(0);
    }

    private MockMvc webhooks() {
        var intake = new Intake(
                book, new GatewayMetrics(new SimpleMeterRegistry(), book), InstantSource.fixed(NOW), () -> {});
        var limits = new WebhookLimits(64 * 1024, 64 * 1024, 1024 * 1024);
        var endpoint =
                URI.create("http://127.0.0.1:" + subscriptions.getAddress().getPort());
        return MockMvcBuilders.standaloneSetup(
                        new SnsWebhook(envelopes, new Confirmation(endpoint), intake, InstantSource.fixed(NOW), limits),
                        new FirehoseWebhook(
                                new AccessKeys(List.of(KEY_DIGEST)), intake, InstantSource.fixed(NOW), limits))
                .setControllerAdvice(new Problems())
                .build();
    }

    @Test
    void noMessageOfSnsIsMoreThanWeCanStandAndNoneIsTakenThatSnsDidNotSign() throws Exception {
        var signed = List.of(
                SNS.notification("n-1", AwsSamples.delivery("<c-1.1@example.com>"), NOW),
                SNS.notification("n-2", AwsSamples.bounce("<c-2.1@example.com>", "Permanent", "NoEmail"), NOW),
                SNS.notification("n-3", AwsSamples.textEvent("TEXT_DELIVERED", "m-3", NOW), NOW),
                SNS.notification("n-4", "words that are no event", NOW),
                SimulatedSns.json(SNS.signed(
                        SNS.notificationFields("n-5", AwsSamples.complaint("<c-5.1@example.com>"), NOW), "1")),
                SNS.confirmation("SubscriptionConfirmation", "t0ken", "https://example.com/", NOW),
                SNS.confirmation("UnsubscribeConfirmation", "t0ken", "https://example.com/", NOW));
        var genuine = new HashSet<Call>();
        for (var message : signed) {
            genuine.addAll(taken(message));
        }
        var samples = signed.stream().map(message -> message.getBytes(UTF_8)).toList();

        var answers = new HashMap<Integer, Integer>();
        for (var count = 0; count < BODIES; count++) {
            answers.merge(status(post("/webhooks/sns").content(mutation.of(samples))), 1, Integer::sum);
        }

        assertThat(answers.keySet()).as("%s", answers).isSubsetOf(200, 403, 409, 413);
        // Not all mutations touch what is signed; if none passed, nothing would have been tried.
        assertThat(answers).containsKeys(200, 403);
        assertThat(book.calls())
                .isNotEmpty()
                .allSatisfy(call -> assertThat(genuine).contains(call));
        assertThat(CONFIRMED)
                .as("calls out, all for the one confirmation that was signed")
                .singleElement()
                .asString()
                .contains("Action=ConfirmSubscription", "Token=t0ken");
    }

    @Test
    void noDeliveryOfFirehoseIsMoreThanWeCanStand() throws Exception {
        var log = smsLog("m-1", NOW, "SUCCESS", "Message has been accepted by phone", 4_344);
        var samples = List.of(
                firehose("r-1", gzip(envelope(log, log))).getBytes(UTF_8),
                firehose("r-1", log.getBytes(UTF_8), "{}".getBytes(UTF_8)).getBytes(UTF_8),
                firehose("r-1", envelope(log, "no JSON").getBytes(UTF_8)).getBytes(UTF_8),
                gzip(firehose("r-1", envelope(log).getBytes(UTF_8))));

        var answers = new HashMap<Integer, Integer>();
        for (var count = 0; count < BODIES; count++) {
            var call = post("/webhooks/firehose")
                    .header("X-Amz-Firehose-Request-Id", "r-1")
                    .content(mutation.of(samples));
            var keys = Map.of(0, KEY, 1, KEY + " ", 2, "");
            call.header("X-Amz-Firehose-Access-Key", keys.getOrDefault(count % 6, KEY));
            if (count % 4 == 0) {
                call.header("Content-Encoding", "gzip");
            }
            var before = book.calls().size();
            var status = status(call);
            answers.merge(status, 1, Integer::sum);
            if (count % 6 == 1 || count % 6 == 2) {
                assertThat(status).isEqualTo(403);
                assertThat(book.calls()).hasSize(before);
            }
        }

        assertThat(answers.keySet()).as("%s", answers).isSubsetOf(200, 400, 403, 413);
        assertThat(answers).containsKeys(200, 400, 403);
    }

    private List<Call> taken(String message) throws RefusedException {
        return envelopes.open(message, NOW) instanceof Envelope.Notification notification
                ? List.of(notification.call())
                : List.of();
    }

    private int status(MockHttpServletRequestBuilder call) throws Exception {
        return webhooks.perform(call).andReturn().getResponse().getStatus();
    }
}
