package ontime.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import ontime.tracing.Collector;
import ontime.tracing.Collector.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody wants to see a login as a trace: a collector is named, and all services tell it their part. */
class TracingIT {

    private static final int PORT_BASE = 34080;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";

    @TempDir
    private static Path home;

    private static final Collector COLLECTOR = new Collector();
    private static RunningProduct product;
    private static AuthService auth;

    /** One for each test: nobody is sent more than five codes in ten minutes. */
    private final String phone = "+44770090032" + TESTS.getAndIncrement();

    @BeforeAll
    static void start() throws IOException {
        product = RunningProduct.start(
                home,
                PORT_BASE,
                Map.of(
                        "ONTIME_TRACING_ENDPOINT",
                        COLLECTOR.endpoint().toString(),
                        "ONTIME_TRACING_RATIO",
                        "1",
                        // Codes are judged sooner, so that the history measures them while the test looks.
                        "ONTIME_HISTORY_PROMISES_READING",
                        "10s",
                        "ONTIME_HISTORY_PROMISES_EVERY",
                        "1s"));
        auth = new AuthService(product);
    }

    @AfterAll
    static void stop() {
        product.close();
        COLLECTOR.close();
    }

    @Test
    void oneLoginIsOneTraceThroughAllServicesAndAgreesWithTheHistory() {
        auth.carrier("{\"receiptDelayMs\": 50}");
        JsonNode challenge = ask("trace-1", "00-" + CALLER + "-" + CALLERS_SPAN + "-01");
        String code = AuthService.codeIn(
                auth.awaitMessage(phone, challenge.get("reference").asString()));
        auth.awaitDelivery(challenge, 0, "DELIVERED");
        // Comes without a trace of its own, and from somewhere else.
        auth.check(challenge, code);
        JsonNode login = auth.awaitVerdict(challenge.get("loginId").asString(), "VERIFIED");

        List<Seen> trace = await().atMost(PATIENCE)
                .until(
                        () -> COLLECTOR.spansOf(CALLER),
                        spans -> names(spans)
                                .containsAll(Set.of(
                                        "issuer POST /v1/challenges",
                                        "issuer send otp.requests",
                                        "sms-worker queue",
                                        "sms-worker process otp.requests",
                                        "sms-worker hold",
                                        "sms-worker deliver sns",
                                        "sms-worker send otp.receipts",
                                        "issuer process otp.receipts",
                                        "receipt-gateway carrier",
                                        "receipt-gateway send otp.receipts",
                                        "issuer POST /v1/challenges/{challengeId}/check",
                                        "issuer send otp.checks",
                                        "delivery-history process otp.requests",
                                        "delivery-history process otp.receipts",
                                        "delivery-history process otp.checks")));

        var asked = one(trace, "issuer", "POST /v1/challenges");
        var requested = childOf(trace, asked, "issuer", "send otp.requests");
        var worked = childOf(trace, requested, "sms-worker", "process otp.requests");
        var queued = childOf(trace, requested, "sms-worker", "queue");
        var held = childOf(trace, worked, "sms-worker", "hold");
        var called = childOf(trace, worked, "sms-worker", "deliver sns");
        var told = childOf(trace, worked, "sms-worker", "send otp.receipts");
        var carried = childOf(trace, told, "receipt-gateway", "carrier");
        childOf(trace, told, "issuer", "process otp.receipts");
        childOf(trace, carried, "receipt-gateway", "send otp.receipts");
        var checked = childOf(trace, asked, "issuer", "POST /v1/challenges/{challengeId}/check");
        var checks = childOf(trace, checked, "issuer", "send otp.checks");
        childOf(trace, checks, "delivery-history", "process otp.checks");
        childOf(trace, told, "delivery-history", "process otp.receipts");
        var projected = childOf(trace, requested, "delivery-history", "process otp.requests");
        assertThat(projected.attributes())
                .containsEntry("ontime.login.id", challenge.get("loginId").asString())
                .containsEntry(
                        "ontime.challenge.id", challenge.get("challengeId").asString());
        assertThat(asked.parent()).isEqualTo(CALLERS_SPAN);
        assertThat(List.of(asked.kind(), requested.kind(), worked.kind(), called.kind()))
                .containsExactly("SERVER", "PRODUCER", "CONSUMER", "CLIENT");
        assertThat(asked.attributes()).containsEntry("http.response.status_code", "201");

        JsonNode instants = login.at("/challenges/0/deliveries/0/instants");
        assertThat(List.of(
                        queued.begun(),
                        queued.ended(),
                        worked.begun(),
                        held.begun(),
                        held.ended(),
                        called.begun(),
                        called.ended(),
                        worked.ended(),
                        carried.begun(),
                        carried.ended()))
                .containsExactly(
                        at(instants, "published"),
                        at(instants, "consumed"),
                        at(instants, "consumed"),
                        at(instants, "consumed"),
                        at(instants, "dispatched"),
                        at(instants, "dispatched"),
                        at(instants, "accepted"),
                        at(instants, "accepted"),
                        at(instants, "accepted"),
                        at(instants, "delivered"));
        assertThat(StreamSupport.stream(login.get("events").spliterator(), false)
                        .map(event -> event.get("traceId").asString("")))
                .isNotEmpty()
                .containsOnly(CALLER);
        assertThat(COLLECTOR.text()).doesNotContain(phone.substring(3));
    }

    @Test
    void aContactChangeIsOneTraceFromTheCallToTheIssuerAndTheStoresOutside() {
        String change = "9bf92f3577b34da6a3ce929d0e0e4736";
        new Administrator(product).movesInto("trace-6", "07700 900322", "00-" + change + "-" + CALLERS_SPAN + "-01");

        List<Seen> trace = await().atMost(PATIENCE)
                .until(
                        () -> COLLECTOR.spansOf(change),
                        spans -> names(spans)
                                .containsAll(Set.of(
                                        "directory POST /v1/users/{userId}/contacts",
                                        "directory send otp.contacts",
                                        "issuer process otp.contacts",
                                        "issuer send otp.accounts",
                                        "directory process otp.accounts",
                                        "directory apply entra",
                                        "directory apply scim",
                                        "directory PATCH",
                                        "delivery-history process otp.accounts")));

        var asked = one(trace, "directory", "POST /v1/users/{userId}/contacts");
        assertThat(asked.parent()).isEqualTo(CALLERS_SPAN);
        var published = childOf(trace, asked, "directory", "send otp.contacts");
        var followed = childOf(trace, published, "issuer", "process otp.contacts");
        var applied = childOf(trace, followed, "issuer", "send otp.accounts");
        childOf(trace, applied, "directory", "process otp.accounts");
        childOf(trace, applied, "delivery-history", "process otp.accounts");
        var brought = childOf(trace, asked, "directory", "apply scim");
        assertThat(childOf(trace, brought, "directory", "PATCH").attributes()).containsEntry("peer.service", "scim");
        assertThat(COLLECTOR.text()).doesNotContain("7700900322", "trace-6");
    }

    @Test
    void theHistorysHistogramsNameTheTraceOfALoginThatTheyCounted() {
        String trace = "abf92f3577b34da6a3ce929d0e0e4736";
        JsonNode challenge = ask("trace-7", "00-" + trace + "-" + CALLERS_SPAN + "-01");
        auth.awaitMessage(phone, challenge.get("reference").asString());

        var exemplar = Pattern.compile(
                "otp_stage_seconds_bucket\\{.*stage=\"issue\".*} [0-9.]+ # \\{span_id=\"[0-9a-f]{16}\",trace_id=\""
                        + "([0-9a-f]{32})\"}");
        String scraped = await().atMost(PATIENCE.multipliedBy(2))
                .until(() -> openMetrics(0), text -> exemplar.matcher(text).find());
        assertThat(exemplar.matcher(scraped).results().map(found -> found.group(1)))
                .allSatisfy(id -> assertThat(COLLECTOR.spans())
                        .anyMatch(span -> span.trace().equals(id)));
    }

    @Test
    void whoDecidesAgainstATraceIsFollowedByAllServices() {
        String unwanted = "5bf92f3577b34da6a3ce929d0e0e4736";
        JsonNode challenge = ask("trace-2", "00-" + unwanted + "-" + CALLERS_SPAN + "-00");
        String code = AuthService.codeIn(
                auth.awaitMessage(phone, challenge.get("reference").asString()));
        auth.check(challenge, code);
        auth.awaitVerdict(challenge.get("loginId").asString(), "VERIFIED");

        // What comes later is told later: when this one is there, the other would be.
        JsonNode next = ask("trace-3", "00-6bf92f3577b34da6a3ce929d0e0e4736-" + CALLERS_SPAN + "-01");
        auth.awaitMessage(phone, next.get("reference").asString());
        await().atMost(PATIENCE)
                .until(() -> names(COLLECTOR.spansOf("6bf92f3577b34da6a3ce929d0e0e4736"))
                        .contains("sms-worker send otp.receipts"));
        assertThat(COLLECTOR.spansOf(unwanted)).isEmpty();
    }

    @Test
    void aHistogramNamesTheTraceOfALoginThatItCounted() {
        String trace = "7bf92f3577b34da6a3ce929d0e0e4736";
        JsonNode challenge = ask("trace-4", "00-" + trace + "-" + CALLERS_SPAN + "-01");
        auth.awaitMessage(phone, challenge.get("reference").asString());

        var exemplar =
                Pattern.compile("otp_stage_seconds_bucket\\{.*} [0-9.]+ # \\{span_id=\"[0-9a-f]{16}\",trace_id=\""
                        + "([0-9a-f]{32})\"}");
        String scraped = await().atMost(PATIENCE)
                .until(() -> openMetrics(4), text -> exemplar.matcher(text).find());
        assertThat(exemplar.matcher(scraped).results().map(found -> found.group(1)))
                .allSatisfy(id -> assertThat(COLLECTOR.spans())
                        .anyMatch(span -> span.trace().equals(id)));
    }

    @Test
    void aLogLineOfEachServiceNamesTheTrace() throws IOException {
        String trace = "8bf92f3577b34da6a3ce929d0e0e4736";
        JsonNode challenge = ask("trace-5", "00-" + trace + "-" + CALLERS_SPAN + "-01");
        String code = AuthService.codeIn(
                auth.awaitMessage(phone, challenge.get("reference").asString()));
        auth.check(challenge, code);
        auth.awaitVerdict(challenge.get("loginId").asString(), "VERIFIED");

        String loginId = challenge.get("loginId").asString();
        assertThat(lines("issuer", loginId))
                .extracting(line -> line.at("/event/action").asString(""))
                .contains("code-requested", "code-checked");
        assertThat(await().atMost(PATIENCE).until(() -> lines("sms-worker", loginId), found -> !found.isEmpty()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/event/action").asString("")).isEqualTo("delivery-accepted");
                    assertThat(line.at("/log/level").asString("")).isEqualTo("INFO");
                    assertThat(line.at("/ontime/challenge/id").asString(""))
                            .isEqualTo(challenge.get("challengeId").asString());
                });
        assertThat(List.of(lines("issuer", loginId), lines("sms-worker", loginId)).stream()
                        .flatMap(List::stream)
                        .map(line -> line.at("/trace/id").asString("")))
                .containsOnly(trace);
    }

    private static List<JsonNode> lines(String service, String loginId) throws IOException {
        var json = new JsonMapper();
        try (var lines = Files.lines(home.resolve("logs").resolve(service + ".json"))) {
            return lines.map(json::readTree)
                    .filter(line -> line.at("/ontime/login/id").asString("").equals(loginId))
                    .toList();
        }
    }

    private JsonNode ask(String user, String traceparent) {
        return auth.login("{\"userId\": \"%s\", \"phone\": \"%s\"}".formatted(user, phone), traceparent);
    }

    private static String openMetrics(int offset) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + (PORT_BASE + offset) + "/actuator/prometheus"))
                .header("Accept", "application/openmetrics-text; version=1.0.0")
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static Set<String> names(List<Seen> spans) {
        return spans.stream().map(span -> span.service() + " " + span.name()).collect(Collectors.toSet());
    }

    private static Seen one(List<Seen> spans, String service, String name) {
        return spans.stream()
                .filter(span -> span.service().equals(service) && span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Seen childOf(List<Seen> spans, Seen parent, String service, String name) {
        assertThat(spans)
                .as("a span %s of %s below %s", name, service, parent.name())
                .anyMatch(span -> isChild(span, parent, service, name));
        return spans.stream()
                .filter(span -> isChild(span, parent, service, name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isChild(Seen span, Seen parent, String service, String name) {
        return span.service().equals(service)
                && span.name().equals(name)
                && span.parent().equals(parent.id());
    }

    private static Instant at(JsonNode instants, String name) {
        return Instant.parse(instants.get(name).asString());
    }
}
