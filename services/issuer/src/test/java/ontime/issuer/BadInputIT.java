package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import ontime.events.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever comes in: a problem with a stable type, which repeats nothing of it and shows nothing of the inside. */
class BadInputIT {

    /** Is in every bad input, so that an echo is found. */
    private static final String CANARY = "canary";

    private static final String FINE = "\"userId\": \"u-bad\", \"phone\": \"07700 900123\"";

    private final RunningIssuer issuer = RunningIssuer.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "canary",
                "\"canary\"",
                "42",
                "[]",
                "[{\"userId\": \"canary\"}]",
                "{\"userId\": \"canary\"",
                "{\"userId\": \"canary\",}",
                "{'userId': 'canary'}",
                "{\"userId\": \"canary\", \"phone\": \"07700 900123\"} canary",
                "{\"userId\": [\"canary\"], \"phone\": \"07700 900123\"}",
                "{\"userId\": {\"id\": \"canary\"}, \"phone\": \"07700 900123\"}",
                "{\"userId\": 4711, \"phone\": \"07700 900123\"}",
                "{\"userId\": true, \"phone\": \"07700 900123\"}",
                "{\"userId\": \"canary\", \"phone\": 7700900123}",
                "{\"userId\": \"canary\", \"phone\": 1e400}",
                "{\"userId\": \"canary\", \"userId\": \"another\", \"phone\": \"07700 900123\"}",
                "{\"userId\": \"canary\nwith a raw line break\", \"phone\": \"07700 900123\"}",
                "{\"phone\": \"07700 900123\"}",
                "{\"userId\": \"\", \"phone\": \"07700 900123\"}",
                "{\"userId\": \"canary with a blank\", \"phone\": \"07700 900123\"}",
                "{\"userId\": \"canary\\u0000\", \"phone\": \"07700 900123\"}",
                "{\"userId\": \"canary\\ud800\", \"phone\": \"07700 900123\"}",
                "{\"userId\": \"canary\\r\\nX-Header: 1\", \"phone\": \"07700 900123\"}",
            })
    void aBodyThatIsNotWhatItShouldBeIsMalformed(String body) {
        assertProblem(issuer.post("/v1/challenges", body), 400, "malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loginId   | canary login",
                "loginId   | canary\\u0000",
                "loginId   | canary\\ud800",
                "loginId   | canary/../x",
                "loginId   | ..",
                "channel   | PIGEON-canary",
                "channel   | sms",
                "channel   | OTHER",
                "clickedAt | canary",
                "clickedAt | 1700000000000",
                "clickedAt | 2020-01-01T00:00:00Z",
                "clickedAt | 2126-01-01T00:00:00Z",
                "clickedAt | +999999999-12-31T23:59:59Z",
                "locale    | canary_canary!",
                "locale    | en\\u0000",
                "locale    | en-x-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a",
                "origin    | https://canary.example.com/",
                "origin    | canary.example.com\\r\\n",
                "origin    | <b>canary",
                "origin    | canary\\ud800.example.com",
                "clientIp  | canary",
                "clientIp  | 999.1.1.1",
                "clientIp  | fe80::1%eth0",
                "clientIp  | fe80::1%25canary",
                "clientIp  | fe80::1%1",
                "clientIp  | [::1]",
                "clientIp  | 127.1",
                "clientIp  | 2130706433",
                "clientIp  | 10.0.0.0/8",
            })
    void aFieldThatIsNotWhatItShouldBeIsNamed(String field, String value) {
        Answer answer = issuer.post("/v1/challenges", "{%s, \"%s\": \"%s\"}".formatted(FINE, field, value));

        assertProblem(answer, 400, "malformed");
        assertThat(answer.text("/field")).isEqualTo(field);
        assertThat(answer.text("/detail")).startsWith(field + " must be");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phone | canary",
                "phone | 0",
                "phone | 12345",
                "phone | 07700 90012",
                "phone | 07700 900123 canary",
                "phone | 07700 900123 ext. 5",
                "phone | tel:+447700900123",
                "phone | +44 7700 900123\\u0000",
                "phone | \\ud800",
                "email | canary",
                "email | canary@",
                "email | canary@example.com\\r\\nBcc: eve@example.com",
                "email | canary@example.com\\u0000",
                "email | canary\\ud800@example.com",
                "email | canary@example.com, eve@example.com",
                "email | <canary@example.com>",
                "email | canary@exa mple.com",
            })
    void aDestinationThatIsNoneIsRefusedWhereItIsEntered(String field, String value) {
        Answer answer =
                issuer.post("/v1/challenges", "{\"userId\": \"u-bad\", \"%s\": \"%s\"}".formatted(field, value));

        assertProblem(answer, 422, "invalid-destination");
        assertThat(answer.text("/field")).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"userId", "loginId", "origin", "locale", "clientIp", "channel", "clickedAt"})
    void aFieldThatIsFarTooLongIsMalformed(String field) {
        String fields = field.equals("userId") ? "\"phone\": \"07700 900123\"" : FINE;

        Answer answer =
                issuer.post("/v1/challenges", "{%s, \"%s\": \"%s\"}".formatted(fields, field, CANARY.repeat(2_000)));

        assertProblem(answer, 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone", "email"})
    void aDestinationThatIsFarTooLongIsNone(String field) {
        Answer answer = issuer.post(
                "/v1/challenges",
                "{\"userId\": \"u-bad\", \"%s\": \"%s@example.com\"}".formatted(field, CANARY.repeat(2_000)));

        assertProblem(answer, 422, "invalid-destination");
    }

    @Test
    void aFieldThatNobodyKnowsIsRefusedWithTheOnesThatAreKnown() {
        Answer answer = issuer.post("/v1/challenges", "{" + FINE + ", \"canary\": 1}");

        assertProblem(answer, 400, "unknown-field");
        assertThat(answer.text("/detail")).contains("clickedAt", "userId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"code\": null}",
                "{\"code\": \"\"}",
                "{\"code\": \"  \"}",
                "{\"code\": 123456}",
                "{\"code\": [\"canary\"]}",
                "{\"code\": \"canary-canary-canary-canary-canary-canary-canary-canary-canary-canary\"}"
            })
    void aCheckWithoutACodeIsMalformed(String body) {
        assertProblem(issuer.post("/v1/challenges/some/check", body), 400, "malformed");
        assertProblem(issuer.post("/v1/logins/some/check", body), 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "12345\\u0000", "12345\\ud800", "12345x", "12345678901", "-", "123.456", "½"})
    void whatCannotBeACodeIsMalformedAndCostsNothing(String code) {
        String challenge = issuer.ask(RunningIssuer.newUser(), "\"phone\": \"07700 900123\"")
                .text("/challengeId");

        Answer answer = issuer.check(challenge, code);

        assertProblem(answer, 400, "malformed");
        assertThat(answer.text("/field")).isEqualTo("code");
        String wrong = Desk.other(Topics.shared().awaitCode(challenge));
        assertThat(issuer.check(challenge, wrong).body().at("/attemptsLeft").asInt())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12345", "1234567890"})
    void aCodeOfAnotherLengthIsJustWrong(String code) {
        String challenge = issuer.ask(RunningIssuer.newUser(), "\"phone\": \"07700 900123\"")
                .text("/challengeId");

        Answer answer = issuer.check(challenge, code);

        assertThat(answer.text("/outcome")).isEqualTo("WRONG_CODE");
        assertThat(answer.body().at("/attemptsLeft").asInt()).isEqualTo(4);
    }

    @Test
    void aCodeMayBeTypedInGroupsAndInTheDigitsOfAnyKeyboard() {
        String challenge = issuer.ask(RunningIssuer.newUser(), "\"phone\": \"07700 900123\"")
                .text("/challengeId");
        String code = Topics.shared().awaitCode(challenge);
        var arabic = code.chars()
                .map(digit -> digit - '0' + '٠')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);

        assertThat(issuer.check(challenge, " " + arabic.insert(3, "-\u00a0") + " ")
                        .text("/outcome"))
                .isEqualTo("VERIFIED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "userId    | 4711",
                "userId    | ['canary']",
                "userId    | {'id': 'canary'}",
                "userId    | true",
                "phone     | 7700900123",
                "email     | ['canary@example.com']",
                "clickedAt | 1700000000000",
                "clientIp  | 2130706433",
            })
    void aFieldOfTheWrongTypeIsNamed(String field, String value) {
        Answer answer = issuer.post(
                "/v1/challenges", "{\"loginId\": \"l-bad\", \"%s\": %s}".formatted(field, value.replace('\'', '"')));

        assertProblem(answer, 400, "malformed");
        assertThat(answer.text("/field")).isEqualTo(field);
        assertThat(answer.text("/detail")).isEqualTo(field + " must be a JSON string");
    }

    @Test
    void aCodeThatCameAsANumberIsNamedBecauseItMayHaveLostItsZero() {
        Answer answer = issuer.post("/v1/challenges/some/check", "{\"code\": 123456}");

        assertProblem(answer, 400, "malformed");
        assertThat(answer.text("/field")).isEqualTo("code");
    }

    @Test
    void aResendOverAChannelThatDoesNotExistIsMalformed() {
        assertProblem(issuer.resend("some", "{\"channel\": \"canary\"}"), 400, "malformed");
    }

    @Test
    void deepNestingIsMalformed() {
        String body = "{\"userId\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";

        assertProblem(issuer.post("/v1/challenges", body), 400, "malformed");
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        var body = "{\"userId\": \"canary-\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertProblem(
                RunningIssuer.send(issuer.request("/v1/challenges").POST(BodyPublishers.ofByteArray(body))),
                400,
                "malformed");
    }

    @Test
    void tenMegabytesAreTooLarge() {
        byte[] body = large();

        assertProblem(
                RunningIssuer.send(issuer.request("/v1/challenges").POST(BodyPublishers.ofByteArray(body))),
                413,
                "too-large");
    }

    @Test
    void tenMegabytesThatDoNotSayHowManyTheyAreAreTooLarge() {
        byte[] body = large();

        assertProblem(
                RunningIssuer.send(issuer.request("/v1/challenges")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))),
                413,
                "too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer canary", "Basic Y2FuYXJ5OmNhbmFyeQ==", "canary"})
    void whoShowsNoKeyThatIsKnownIsAStranger(String credential) {
        Answer answer = RunningIssuer.send(issuer.request("/v1/challenges")
                .setHeader("Authorization", credential)
                .GET());

        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aStrangerIsTurnedAwayBeforeTheBodyIsRead() {
        assertProblem(
                RunningIssuer.send(issuer.request("/v1/challenges")
                        .setHeader("Authorization", "Bearer canary")
                        .POST(BodyPublishers.ofByteArray(large()))),
                401,
                "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "canary", "application/xml"})
    void aBodyOfAnotherTypeIsNotRead(String type) {
        Answer answer = RunningIssuer.send(issuer.request("/v1/challenges")
                .setHeader("Content-Type", type)
                .POST(BodyPublishers.ofString("{" + FINE + "}")));

        assertProblem(answer, 415, "unsupported-media-type");
    }

    @Test
    void whoCannotReadTheAnswerGetsNoCode() {
        String user = RunningIssuer.newUser();
        Answer answer = RunningIssuer.send(issuer.request("/v1/challenges")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString("{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user))));

        assertProblem(answer, 406, "not-acceptable");
        issuer.ask(user, "\"phone\": \"07700 900123\"");
        assertThat(Topics.shared().awaitRecords(Topic.REQUESTS, "demo:" + user, 1))
                .hasSize(1);
    }

    @Test
    void aMethodThatIsNotOfferedIsNamedBesideThoseThatAre() {
        Answer answer = issuer.get("/v1/challenges");

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("POST");
        assertProblem(issuer.delete("/v1/challenges/some/check"), 405, "method-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/canary",
                "/v1",
                "/canary",
                "/",
                "/error",
                "/v1/challenges/",
                "/v1/challenges/canary",
                "/v1/challenges/canary%20canary",
                "/v1/challenges/%E2%80%AEcanary",
                "/v1/challenges/canary;canary=1/x"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertProblem(issuer.get(path), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/challenges/%00canary HTTP/1.1",
                "GET /v1/challenges/%zzcanary HTTP/1.1",
                "GET /v1/challenges/%2Fcanary HTTP/1.1",
                "GET /v1/challenges/%c0%aecanary HTTP/1.1",
                "GET /v1/challenges/<canary> HTTP/1.1",
                "GET /v1/challenges/canary\\ HTTP/1.1",
                "GET v1/canary HTTP/1.1",
            })
    void aPathThatIsNoneIsMalformed(String requestLine) throws IOException {
        assertRawProblem(raw(requestLine + "\r\nHost: localhost\r\nAuthorization: Bearer " + RunningIssuer.DEMO_KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/..;/actuator", "/v1/..;/v1/challenges/canary", "/x/..;/v1/challenges/canary"})
    void aPathThatWindsItselfAroundTheKeyIsNotFoundOrRefused(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost");

        assertThat(answer).startsWith("HTTP/1.1 40").contains("application/problem+json");
        assertThat(answer).doesNotContain(CANARY);
    }

    @Test
    void headersThatAreNoneAreMalformed() throws IOException {
        for (String request : List.of(
                "GET /v1/challenges HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer canary\u0000",
                "GET /v1/challenges HTTP/1.1\r\nHost: localhost\r\ncanary canary: 1",
                "GET /v1/challenges HTTP/1.1\r\nHost: canary canary",
                "GET /v1/challenges HTTP/1.1",
                "POST /v1/challenges HTTP/1.1\r\nHost: localhost\r\nContent-Length: canary")) {
            assertRawProblem(raw(request));
        }
    }

    @Test
    void headersThatAreFarTooLongAreMalformed() throws IOException {
        assertRawProblem(raw("GET /v1/challenges HTTP/1.1\r\nHost: localhost\r\nX-Long: " + CANARY.repeat(10_000)));
    }

    @Test
    void aTraceThatIsNoneIsReplacedByANewOne() {
        String user = RunningIssuer.newUser();
        for (String trace : List.of(CANARY, "00-00000000000000000000000000000000-00f067aa0ba902b7-01")) {
            RunningIssuer.send(issuer.request("/v1/challenges")
                    .header("traceparent", trace)
                    .POST(BodyPublishers.ofString(
                            "{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user))));
        }

        assertThat(Topics.shared().awaitRecords(Topic.REQUESTS, "demo:" + user, 3))
                .allSatisfy(record -> assertThat(new String(
                                record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                        .matches("00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-00"));
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/type")).isEqualTo(type);
        assertThat(answer.body().at("/status").asInt()).isEqualTo(status);
        assertThat(answer.text("/title")).isNotEmpty();
        assertThat(answer.text("/detail")).isNotEmpty();
        assertSilent(answer.response().body());
    }

    private static void assertRawProblem(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 400").contains("Content-Type: application/problem+json");
        String body = answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
        assertThat(JsonMapper.shared().readTree(body).at("/type").asString()).isEqualTo("malformed");
        assertSilent(body);
    }

    private static void assertSilent(String body) {
        assertThat(body).doesNotContain(CANARY, "Exception", "tomcat", "\\tat ", "trace");
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), issuer.port())) {
            socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
            socket.getOutputStream()
                    .write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] large() {
        return ("{" + FINE + ", \"locale\": \"" + CANARY.repeat(1_700_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
