package ontime.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import ontime.events.ContactKind;
import ontime.events.Topic;
import ontime.tracing.Collector;
import ontime.tracing.Collector.Seen;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever follows from a call is one trace with it, also what is done later and by somebody else. */
class TraceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CALLER = "00f067aa0ba902b7";

    /** Of no other test: the topics are everybody's. */
    private static final String CHANGE = "1a1c0e5d92b7483fa0c4d1e8b3f75926";

    private static final String LATER = "2a1c0e5d92b7483fa0c4d1e8b3f75926";
    private static final String UNWANTED = "3a1c0e5d92b7483fa0c4d1e8b3f75926";
    private static final String PROOF = "4a1c0e5d92b7483fa0c4d1e8b3f75926";
    private static final String PAGE = "5a1c0e5d92b7483fa0c4d1e8b3f75926";

    private static final Collector COLLECTOR = new Collector();
    private static final SimulatedStores STORES = new SimulatedStores();
    private static RunningDirectory directory = RunningDirectory.shared();

    private final Topics topics = Topics.shared();
    private final String user = directory.newUser();

    @BeforeAll
    static void start() {
        var settings = new HashMap<>(STORES.settings());
        settings.put("ontime.tracing.endpoint", COLLECTOR.endpoint().toString());
        settings.put("ontime.tracing.every", "50ms");
        settings.put("ontime.tracing.ratio", "0");
        settings.put("spring.datasource.hikari.maximum-pool-size", "4");
        directory = RunningDirectory.start("traces", settings);
        directory.clock().stop();
    }

    @AfterEach
    void nothingIsSaidOfAnybody() {
        STORES.graphFaults.down = false;
        assertThat(COLLECTOR.text()).doesNotContain("7700900", "7700 900", user, FakeIssuer.ADMIN_KEY);
    }

    @AfterAll
    static void stop() {
        directory.close();
        STORES.close();
        COLLECTOR.close();
    }

    @Test
    void aChangeIsOneTraceThroughTheTopicsTheStoresAndTheWordToTheOldNumber() {
        vouch("07700 900123", UNWANTED, "00");
        awaitInEntra("+44 7700900123");
        vouch("07700 900456", CHANGE, "01");
        topics.tell(user, "issuer", ContactKind.PHONE, 2, directory.clock().instant(), header(CHANGE, "01"));

        List<Seen> trace = awaitSpans(
                CHANGE,
                "POST /v1/users/{userId}/contacts",
                "send otp.contacts",
                "send otp.accounts",
                "apply entra",
                "apply people",
                "errand",
                "process otp.accounts");
        var asked = one(trace, "POST /v1/users/{userId}/contacts");
        assertThat(asked.kind()).isEqualTo("SERVER");
        assertThat(asked.parent()).isEqualTo(CALLER);
        assertThat(asked.attributes()).containsEntry("http.response.status_code", "200");
        assertThat(one(trace, "send otp.contacts").parent()).isEqualTo(asked.id());
        for (String store : List.of("entra", "people")) {
            var applied = one(trace, "apply " + store);
            assertThat(applied.parent()).isEqualTo(asked.id());
            assertThat(applied.attributes())
                    .containsEntry("ontime.contact.version", "2")
                    .containsEntry("ontime.contact.kind", "PHONE");
            assertThat(below(trace, applied, "PATCH"))
                    .as("the change at " + store)
                    .singleElement()
                    .satisfies(call -> assertThat(call.attributes()).containsEntry("peer.service", store));
            assertThat(below(trace, applied, "send otp.accounts"))
                    .as("what came of it at " + store)
                    .hasSize(1);
        }
        var errand = one(trace, "errand");
        assertThat(errand.parent()).isEqualTo(asked.id());
        assertThat(below(trace, errand, "POST")).singleElement().satisfies(call -> {
            assertThat(call.kind()).isEqualTo("CLIENT");
            assertThat(call.attributes()).containsEntry("peer.service", "issuer");
            assertThat(directory.issuer().calls("/v1/notices"))
                    .extracting(FakeIssuer.Call::traceparent)
                    .contains("00-" + CHANGE + "-" + call.id() + "-01");
        });
        assertThat(one(trace, "process otp.accounts").attributes()).containsEntry("ontime.follower", "issuer");
        String published =
                "00-" + CHANGE + "-" + one(trace, "send otp.contacts").id() + "-01";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records(Topic.CONTACTS).stream().map(TraceIT::traceOf))
                        .contains(published));
        assertThat(COLLECTOR.spansOf(UNWANTED)).isEmpty();
        await("who decides against a trace is followed")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(records(Topic.CONTACTS).stream().map(TraceIT::traceOf))
                        .anyMatch(header -> header.startsWith("00-" + UNWANTED) && header.endsWith("-00")));
    }

    @Test
    void whatAStoreCannotDoNowBelongsToTheSameTraceLater() {
        STORES.graphFaults.down = true;
        vouch("07700 900123", LATER, "01");
        await().atMost(PATIENCE)
                .until(() -> COLLECTOR.spansOf(LATER).stream()
                        .anyMatch(span -> span.name().equals("apply entra") && span.failed()));
        STORES.graphFaults.down = false;

        await().atMost(PATIENCE).until(() -> {
            directory.clock().advance(Duration.ofMinutes(1));
            return COLLECTOR.spansOf(LATER).stream()
                    .anyMatch(span -> span.name().equals("apply entra") && !span.failed());
        });
        var asked = one(COLLECTOR.spansOf(LATER), "POST /v1/users/{userId}/contacts");
        assertThat(COLLECTOR.spansOf(LATER))
                .filteredOn(span -> span.name().equals("apply entra"))
                .hasSizeGreaterThan(1)
                .allSatisfy(span -> assertThat(span.parent()).isEqualTo(asked.id()));
    }

    @Test
    void aProofIsAskedForInTheTraceOfWhoChanges() {
        directory.asService(
                "POST",
                "/v1/users/" + user + "/contacts",
                "{\"phone\": \"07700 900123\"}",
                "traceparent",
                header(PROOF, "01"),
                "If-Match",
                "*");

        var call = one(awaitSpans(PROOF, "POST"), "POST");
        assertThat(directory.issuer().calls("/v1/contact-proofs"))
                .extracting(FakeIssuer.Call::traceparent)
                .contains("00-" + PROOF + "-" + call.id() + "-01");
    }

    @Test
    void aPageIsTracedAsTheApiIsAndWhatItIsMadeOfIsNot() {
        directory.asStranger("GET", "/assets/console.css");
        directory.asAdmin("GET", "/login", null, "traceparent", header(PAGE, "01"));

        assertThat(awaitSpans(PAGE, "GET /login"))
                .singleElement()
                .satisfies(span -> assertThat(span.kind()).isEqualTo("SERVER"));
    }

    private void vouch(String phone, String trace, String flags) {
        Answer answer = directory.asAdmin(
                "POST",
                "/v1/users/" + user + "/contacts",
                "{\"vouch\": true, \"reason\": \"on the phone\", \"phone\": \"" + phone + "\"}",
                "If-Match",
                "*",
                "traceparent",
                header(trace, flags));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static String header(String trace, String flags) {
        return "00-" + trace + "-" + CALLER + "-" + flags;
    }

    private void awaitInEntra(String phone) {
        await().atMost(PATIENCE)
                .until(() -> STORES.graph
                        .find(user + "@example.com")
                        .filter(held -> phone.equals(held.phone()))
                        .isPresent());
    }

    private static List<Seen> awaitSpans(String trace, String... names) {
        return await().atMost(PATIENCE)
                .until(
                        () -> COLLECTOR.spansOf(trace),
                        spans -> spans.stream().map(Seen::name).toList().containsAll(List.of(names)));
    }

    private static Seen one(List<Seen> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Seen> below(List<Seen> spans, Seen parent, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name) && span.parent().equals(parent.id()))
                .toList();
    }

    private List<ConsumerRecord<String, ?>> records(Topic topic) {
        return List.copyOf(topics.records(topic, "demo:" + user));
    }

    private static String traceOf(ConsumerRecord<String, ?> record) {
        var header = record.headers().lastHeader("traceparent");
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
