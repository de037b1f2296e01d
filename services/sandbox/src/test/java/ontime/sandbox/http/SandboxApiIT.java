package ontime.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ontime.sandbox.SandboxApplication;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.carrier.sns.SnsPort;
import ontime.sandbox.inbox.Channel;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox as curl sees it: its contract, and what it says to input that makes no sense. */
@SpringBootTest(
        classes = SandboxApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=sandbox",
            "ontime.sandbox.sns-port=0",
            "ontime.sandbox.smtp-port=0",
            "ontime.sandbox.issuer-url=http://127.0.0.1:1"
        })
class SandboxApiIT {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Inbox inbox;
    private final SnsPort snsPort;
    private final List<Conditions> conditions;
    private final int port;

    @Autowired
    SandboxApiIT(Inbox inbox, SnsPort snsPort, List<Conditions> conditions, @LocalServerPort int port) {
        this.inbox = inbox;
        this.snsPort = snsPort;
        this.conditions = conditions;
        this.port = port;
    }

    @AfterEach
    void mend() {
        conditions.forEach(Conditions::reset);
    }

    @Test
    void aChangeAnswersWithTheStateAndACountryShowsOnlyWhatDiffers() throws Exception {
        post("/carrier", "{\"country\":\"GB\",\"latencyMs\":5000}");
        HttpResponse<String> answer = post("/carrier", "{\"lossRate\":0.5,\"outage\":false}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.readTree(answer.body())).isEqualTo(json.readTree("""
                                {"latencyMs":60,"deliveryDelayMs":0,"lossRate":0.5,"errorRate":0.0,"throttlePerSecond":0,
                                 "receiptDelayMs":0,"outage":false,"failureRate":0.0,"receiptSpreadMs":0,
                                 "receiptLossRate":0.0,"receiptRepeatRate":0.0,"deliveryDelayP99Ms":0,"receiptLateRate":0.0,
                                 "receiptLateMs":0,"complaintRate":0.0,"notifications":false,
                                 "countries":{"GB":{"latencyMs":5000}}}
                                """));
        assertThat(get("/carrier").body()).isEqualTo(answer.body());
        assertThat(json.readTree(get("/mail").body()).path("latencyMs").asInt()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"latencyMs\":-1}", "{\"latencyMs\":\"fast\"}"})
    void aValueThatMakesNoSenseIsNamed(String body) throws Exception {
        HttpResponse<String> answer = post("/carrier", body);

        assertProblem(answer, 400, "malformed");
        assertThat(json.readTree(answer.body()).path("field").asString()).isEqualTo("latencyMs");
    }

    @Test
    void aPersonCanAnswerStop() throws Exception {
        assertThat(send(request("/carrier/opt-outs/+447700900404").PUT(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(204);
        assertThat(send(request("/carrier/opt-outs/07700900404").PUT(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void mailKnowsNoCountries() throws Exception {
        assertProblem(post("/mail", "{\"country\":\"GB\",\"latencyMs\":1}"), 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "[]", "7", "null"})
    void aBodyThatIsNoObjectIsMalformed(String body) throws Exception {
        assertProblem(post("/carrier", body), 400, "malformed");
    }

    @Test
    void messagesAreFoundByDestinationAndTimeWithTheNewestLast() throws Exception {
        receive("+447700900401", "first", NOON);
        receive("+447700900402", "other", NOON);
        receive("+447700900401", "second", NOON.plusMillis(1500));

        JsonNode both = json.readTree(get("/messages?to=%2B447700900401").body());
        assertThat(both).hasSize(2);
        assertThat(both.get(1)).isEqualTo(json.readTree("""
                                {"channel":"SMS","to":"+447700900401","from":"OnTime","subject":null,"body":"second",
                                 "at":"2026-01-31T12:00:01.500Z"}
                                """));
        assertThat(both.get(0).path("at").asString()).isEqualTo("2026-01-31T12:00:00.000Z");
        assertThat(json.readTree(get("/messages?to=%2B447700900401&since=2026-01-31T12:00:01Z")
                        .body()))
                .hasSize(1);
    }

    @Test
    void aPlusThatWasNotEncodedStillFindsTheNumberAndTheAddress() throws Exception {
        receive("+447700900403", "code", NOON);
        receive("ada+test@example.com", "code", NOON);

        assertThat(json.readTree(get("/messages?to=+447700900403").body())).hasSize(1);
        assertThat(json.readTree(get("/messages?to=ada+test@example.com").body()))
                .hasSize(1);
    }

    @Test
    void aTimeThatIsNoneIsNamed() throws Exception {
        HttpResponse<String> answer = get("/messages?since=yesterday");

        assertProblem(answer, 400, "malformed");
        assertThat(json.readTree(answer.body()).path("field").asString()).isEqualTo("since");
    }

    @Test
    void aForeignWebPageMayNotTurnTheKnobs() throws Exception {
        assertProblem(
                send(request("/carrier").header("Sec-Fetch-Site", "cross-site").POST(BodyPublishers.ofString("{}"))),
                403,
                "foreign-page");
        assertProblem(
                send(request("/carrier")
                        .header("Origin", "http://evil.example.com")
                        .POST(BodyPublishers.ofString("{}"))),
                403,
                "foreign-page");
        assertProblem(
                send(request("/carrier").header("Sec-Fetch-Site", "same-site").DELETE()), 403, "foreign-page");
    }

    @Test
    void aForeignNameForThisMachineIsNotAnswered() throws Exception {
        assertThat(raw(port, "GET /messages HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("unknown-host");
    }

    @Test
    void thePageComesWithAPolicyThatForbidsInlineScript() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Where is my login code?")
                .doesNotContain("style=")
                .doesNotContain("onclick=");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void anIssuerThatIsNotThereIsSaidSo() throws Exception {
        assertProblem(post("/portal/logins", "{\"userId\":\"ada\"}"), 502, "issuer-unreachable");
        assertProblem(post("/portal/challenges/c-1/check", "{\"code\":\"123456\"}"), 502, "issuer-unreachable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"code\":null}", "{}", "null", "\"123456\""})
    void aCheckWithoutACodeIsMalformed(String body) throws Exception {
        assertProblem(post("/portal/challenges/c-1/check", body), 400, "malformed");
    }

    @Test
    void whatSpringRefusesHasAStableTypeToo() throws Exception {
        assertProblem(get("/nothing-here"), 404, "not-found");
        HttpResponse<String> deleted = send(request("/messages").DELETE());
        assertProblem(deleted, 405, "method-not-allowed");
        assertThat(deleted.headers().firstValue("Allow").orElseThrow()).contains("GET");
        assertProblem(
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/carrier"))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}"))),
                415,
                "unsupported-media-type");
    }

    @Test
    void theServiceIsHealthy() throws Exception {
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/prometheus").body()).contains("jvm_threads");
    }

    @Test
    void theSnsPortServesNothingElseAndThePagesPortNoSns() throws Exception {
        assertThat(raw(snsPort.number(), "GET /messages HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("MissingAuthenticationToken");
        assertThat(post("/", "Action=Publish").body()).doesNotContain("PublishResponse");
    }

    @Test
    void garbageOnTheSnsPortGetsAnAnswer() throws Exception {
        String signed = "Authorization: AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=b\r\n";

        assertThat(raw(snsPort.number(), sns(signed, "Action=%ZZ"))).contains("InvalidQueryParameter");
        assertThat(raw(snsPort.number(), sns(signed, "\u0000\u0001"))).contains("MissingAction");
        assertThat(raw(snsPort.number(), sns(signed, "Action=%00%3Cx%3E")))
                .contains("InvalidAction")
                .doesNotContain("<x>");
        assertThat(raw(snsPort.number(), sns("Authorization: Basic x\r\n", "Action=Publish")))
                .contains("IncompleteSignature");
        assertThat(raw(snsPort.number(), "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    private static String sns(String header, String body) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private void receive(String to, String body, Instant at) {
        inbox.add(new Message(Channel.SMS, to, "OnTime", null, body, at));
    }

    private void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json.readTree(answer.body()).path("type").asString()).isEqualTo(type);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** For what no HTTP client would send. */
    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
