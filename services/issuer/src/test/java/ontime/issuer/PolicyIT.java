package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** An administrator changes the policy at one of two issuers, and it counts at both. */
class PolicyIT {

    private static final String SCHEMA = "policies";

    private static RunningIssuer issuer = RunningIssuer.shared();
    private static RunningIssuer other = RunningIssuer.shared();

    private final String user = RunningIssuer.newUser();

    @BeforeAll
    static void start() {
        issuer = RunningIssuer.start(SCHEMA, Map.of());
        other = RunningIssuer.start(SCHEMA, Map.of());
    }

    @AfterAll
    static void stop() {
        issuer.close();
        other.close();
    }

    @AfterEach
    void putThePolicyBack() {
        issuer.clock().run();
        issuer.bean(JdbcClient.class)
                .sql("delete from tenant_policy where changed_by = 'by hand'")
                .update();
        String configured = policyOf(get("/v1/policy?version=0")).toString();
        assertThat(send("PUT", body(configured, "back"), etag()).status()).isEqualTo(200);
    }

    @Test
    void aPolicyThatNobodyHasChangedIsTheConfiguredOne() {
        Answer answer = send(RunningIssuer.STRICT_ADMIN_KEY, "GET", "/v1/policy", "", null);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"0\"");
        assertThat(answer.body().at("/version").asInt(-1)).isZero();
        assertThat(answer.body().at("/changed/at").isNull()).isTrue();
        assertThat(answer.text("/changed/by")).isEqualTo("configuration");
        assertThat(answer.text("/codes/timeToLive")).isEqualTo("PT5M");
        assertThat(answer.text("/codes/supersession/mode")).isEqualTo("INVALIDATE_PREVIOUS");
        assertThat(answer.body().at("/numbers/testNumbers").asBoolean()).isFalse();
        assertThat(answer.body().at("/warnings")).isEmpty();
    }

    @Test
    void aChangeCountsAtOnceWhereItWasMadeAndSoonEverywhere() {
        Answer changed = patch("{\"codes\": {\"length\": 9}}", "codes were guessed");

        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(lengthOfACode(issuer)).isEqualTo(9);
        // Awaited with codes and not with the policy, which the API looks up in the database.
        await().atMost(Duration.ofSeconds(10)).until(() -> lengthOfACode(other) == 9);
    }

    @Test
    void anIssuerThatStartsServesItsFirstRequestByThePolicyThatIsInForce() {
        patch("{\"codes\": {\"length\": 10}}", "longer");

        try (var started = RunningIssuer.start(SCHEMA, Map.of("ontime.issuer.policies.poll", "1h"))) {
            assertThat(lengthOfACode(started)).isEqualTo(10);
        }
    }

    @Test
    void whatWasReadCanBeSentBackAsItIsAndMakesNoVersion() {
        Answer read = get("/v1/policy");

        Answer replaced = RunningIssuer.send(issuer.request("/v1/policy")
                .setHeader("Authorization", "Bearer " + RunningIssuer.DEMO_ADMIN_KEY)
                .setHeader("If-Match", etag())
                .setHeader("Reason", "nothing new")
                .PUT(BodyPublishers.ofString(read.response().body())));

        assertThat(replaced.status()).as(replaced.response().body()).isEqualTo(200);
        assertThat(replaced.body()).isEqualTo(read.body());
    }

    @Test
    void aWholePolicyNamesAllThatIsNotOff() {
        var half = policyOf(get("/v1/policy"));
        ((ObjectNode) half.get("codes")).remove("cooldown");

        Answer answer = send("PUT", body(half.toString(), "half of it"), etag());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/type")).isEqualTo("malformed");
        assertThat(answer.text("/field")).isEqualTo("codes.cooldown");
        assertThat(answer.text("/detail")).isEqualTo("codes.cooldown is missing");
    }

    @Test
    void everyVersionIsKeptWithWhoMadeItWhenAndWhy() {
        String asked = issuer.clock().stop().toString();
        int version = patch("{\"codes\": {\"attempts\": 3}}", "for the audit")
                .body()
                .at("/version")
                .asInt();

        var versions = get("/v1/policy/versions").body().at("/versions");
        var made = versions.valueStream()
                .filter(one -> one.at("/version").asInt() == version)
                .findFirst()
                .orElseThrow();
        assertThat(made.at("/reason").asString()).isEqualTo("for the audit");
        assertThat(made.at("/by").asString())
                .isEqualTo("api-key-"
                        + RunningIssuer.sha256(RunningIssuer.DEMO_ADMIN_KEY).substring(0, 8));
        assertThat(made.at("/at").asString().substring(0, 19)).isEqualTo(asked.substring(0, 19));
        assertThat(versions.get(versions.size() - 1).at("/version").asInt(-1)).isZero();
        assertThat(versions.get(0)).isEqualTo(made);

        Answer old = get("/v1/policy?version=" + version);
        assertThat(old.body().at("/codes/attempts").asInt()).isEqualTo(3);
        assertThat(old.text("/changed/reason")).isEqualTo("for the audit");
        assertThat(get("/v1/policy?version=0").body().at("/codes/attempts").asInt())
                .isEqualTo(5);
        assertThat(get("/v1/policy?version=1000000").status()).isEqualTo(404);
        assertThat(get("/v1/policy?version=canary").status()).isEqualTo(400);
    }

    @Test
    void whoDoesNotSayWhatItChangesIsRefused() {
        Answer answer = send("PATCH", body("{}", "careless"), null);

        assertThat(answer.status()).isEqualTo(428);
        assertThat(answer.text("/type")).isEqualTo("precondition-required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1000000\"", "W/\"%s\"", "%s", "", "canary", "\"canary\", \"1000000\""})
    void whoChangesWhatIsNotThereAnyMoreIsRefused(String tag) {
        String current = etag().replace("\"", "");

        Answer answer = send("PATCH", body("{}", "late"), tag.formatted(current));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(412);
        assertThat(answer.text("/type")).isEqualTo("changed-meanwhile");
        assertThat(etag()).isEqualTo("\"" + current + "\"");
    }

    @Test
    void ofManyChangesToTheSameVersionAtBothIssuersOneIsMade() throws Exception {
        String before = etag();
        int version = Integer.parseInt(before.replace("\"", ""));

        List<Callable<Answer>> changes = IntStream.range(0, 16)
                .<Callable<Answer>>mapToObj(i -> () -> send(
                        i % 2 == 0 ? issuer : other,
                        RunningIssuer.DEMO_ADMIN_KEY,
                        "PATCH",
                        "/v1/policy",
                        body("{\"codes\": {\"cooldown\": \"PT%dS\"}}".formatted(i + 1), "race " + i),
                        before))
                .toList();
        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = threads.invokeAll(changes).stream().map(PolicyIT::result).toList();
        }

        assertThat(answers).extracting(Answer::status).containsOnly(200, 412);
        var made = answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(made).hasSize(1);
        assertThat(etag()).isEqualTo("\"" + (version + 1) + "\"");
        assertThat(policyOf(get("/v1/policy"))).isEqualTo(policyOf(made.getFirst()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "422 | invalid-policy | codes.cooldown   | {'codes': {'cooldown': 'PT5M'}}",
                "422 | invalid-policy | codes.timeToLive | {'codes': {'timeToLive': 'PT10M0.001S'}}",
                "422 | invalid-policy | channels.order   | {'channels': {'order': []}}",
                "422 | invalid-policy | limits.user.count | {'limits': {'user': {'count': 0, 'window': 'PT1M'}}}",
                "422 | invalid-policy | policy           | {'wording': {'senders': {'GB': 'SHOP\\u0000'}}}",
                "422 | invalid-policy | limits.spend.dailyCap | {'limits': {'spend': {'dailyCap': 1e999999, 'prices': {}, 'otherPrice': 0}}}",
                "400 | malformed      | codes.length     | {'codes': {'length': 'canary'}}",
                "400 | malformed      | codes            | {'codes': null}",
                "400 | unknown-field  | codes            | {'codes': {'canary': 1}}",
                "400 | unknown-field  | policy           | {'canary': {}}",
            })
    void aPolicyThatCannotWorkIsRefusedWithTheReasonAndTheField(int status, String type, String field, String patch) {
        String before = etag();

        Answer answer = send("PATCH", body(patch.replace('\'', '"'), "a mistake"), before);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/type")).isEqualTo(type);
        assertThat(answer.text("/field")).isEqualTo(field);
        assertThat(answer.text("/detail")).startsWith(field + " ").doesNotContain("canary");
        assertThat(etag()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"reason\": null}",
                "{\"reason\": \"  \"}",
                "{\"reason\": \"two\\nlines\"}",
                "{\"reason\": \"\\u0000\"}",
                "{\"reason\": \"\\ud800\"}",
                "{\"reason\": 7}",
                "[]",
            })
    void aChangeThatSaysNotWhyIsRefused(String body) {
        Answer answer = send("PATCH", body, etag());

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.text("/type")).isEqualTo("malformed");
        assertThat(answer.text("/field")).isEqualTo("reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"canary\""})
    void whatIsNoObjectIsNoPolicy(String body) {
        for (String method : List.of("PUT", "PATCH")) {
            Answer answer = RunningIssuer.send(issuer.request("/v1/policy")
                    .setHeader("Authorization", "Bearer " + RunningIssuer.DEMO_ADMIN_KEY)
                    .setHeader("If-Match", etag())
                    .setHeader("Reason", "a mistake")
                    .method(method, BodyPublishers.ofString(body)));

            assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
            assertThat(answer.text("/type")).isEqualTo("malformed");
            assertThat(answer.text("/detail")).doesNotContain("canary");
        }
    }

    @Test
    void aPatchMayComeUnderItsOwnNameAndUnderNoOther() {
        var request = issuer.request("/v1/policy")
                .setHeader("Authorization", "Bearer " + RunningIssuer.DEMO_ADMIN_KEY)
                .setHeader("If-Match", etag())
                .method("PATCH", BodyPublishers.ofString(body("{}", "nothing")));

        assertThat(RunningIssuer.send(request.copy().setHeader("Content-Type", "application/json-patch+json"))
                        .status())
                .isEqualTo(415);
        assertThat(RunningIssuer.send(request.copy().setHeader("Content-Type", "application/merge-patch+json"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoHasTheNewestVersionNeedNotReadItAgain() {
        Answer answer = RunningIssuer.send(issuer.request("/v1/policy")
                .setHeader("Authorization", "Bearer " + RunningIssuer.DEMO_ADMIN_KEY)
                .setHeader("If-None-Match", etag())
                .GET());

        assertThat(answer.status()).isEqualTo(304);
    }

    @Test
    void whatIsLikelyNotMeantIsTakenWithAWarning() {
        Answer answer = patch(
                "{\"channels\": {\"order\": [\"EMAIL\"], \"fallback\": {\"accepted\": \"PT20S\"}}}",
                "no SMS for a while");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/warnings").valueStream().map(warning -> warning.asString()))
                .anyMatch(warning -> warning.startsWith("channels.fallback has no effect"));
    }

    @Test
    void anAuthServiceHasNoBusinessWithThePolicyNorAnAdministratorWithCodes() {
        for (String path : List.of("/v1/policy", "/v1/policy/versions")) {
            assertForbidden(send(RunningIssuer.DEMO_KEY, "GET", path, "", null), "ADMIN");
        }
        assertForbidden(send(RunningIssuer.DEMO_KEY, "PATCH", "/v1/policy", body("{}", "x"), "*"), "ADMIN");
        assertForbidden(send(RunningIssuer.DEMO_KEY, "PUT", "/v1/policy", body("{}", "x"), "*"), "ADMIN");
        assertForbidden(
                send(
                        RunningIssuer.DEMO_ADMIN_KEY,
                        "POST",
                        "/v1/challenges",
                        "{\"userId\": \"u-1\", \"phone\": \"07700 900123\"}",
                        null),
                "ISSUE");
        assertForbidden(send(RunningIssuer.DEMO_ADMIN_KEY, "GET", "/v1/challenges/some", "", null), "ISSUE");
        assertThat(send("canary", "GET", "/v1/policy", "", null).status()).isEqualTo(401);
    }

    @Test
    void aTenantChangesItsOwnPolicyAlone() {
        Answer before = send(RunningIssuer.STRICT_ADMIN_KEY, "GET", "/v1/policy", "", null);

        patch("{\"codes\": {\"attempts\": 7}}", "only mine");

        Answer after = send(RunningIssuer.STRICT_ADMIN_KEY, "GET", "/v1/policy", "", null);
        assertThat(after.body()).isEqualTo(before.body());
    }

    @Test
    void aNumberWithoutACountryIsReadInTheRegionOfTheTenant() {
        patch("{\"numbers\": {\"region\": \"US\", \"smsCountries\": [\"US\", \"GB\"]}}", "to America");

        Answer answer = issuer.ask(user, "\"phone\": \"(202) 555-0143\"");

        assertThat(answer.text("/channel")).isEqualTo("SMS");
        assertThat(answer.text("/destination")).startsWith("+1 ");
    }

    @Test
    void aStoredPolicyThatNobodyCanUseLeavesTheOneBeforeInForce() {
        int version = patch("{\"codes\": {\"length\": 8}}", "fine")
                        .body()
                        .at("/version")
                        .asInt()
                + 1;
        var database = issuer.bean(JdbcClient.class);
        database.sql("""
                        insert into tenant_policy (tenant, version, content, changed_at, changed_by, reason)
                        values ('demo', :version, '{"codes": {"length": 5}}', now(), 'by hand', 'a mistake')
                        """).param("version", version).update();

        assertThat(get("/v1/policy").status()).isEqualTo(200);
        assertThat(lengthOfACode(issuer)).isEqualTo(8);
    }

    @Test
    void aTemplateThatCouldNotBeWrittenIsRefusedWithTheReason() {
        Answer refused = patch("""
                {"wording": {"templates": {"en": {
                    "sms": "{code} ({reference})", "subject": "{code} is your code", "mail": "{code} {reference}"}}}}""", "nicer");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/type")).isEqualTo("invalid-policy");
        assertThat(refused.text("/field")).isEqualTo("wording.templates.en.subject");
        assertThat(refused.text("/detail"))
                .isEqualTo("wording.templates.en.subject: must not have {code}: mail servers log subjects");
    }

    @Test
    void theTenantsWordsAndLanguagesReachThePerson() {
        Answer changed = patch("""
                {"wording": {"languages": ["en", "cy", "ar"], "senders": {"GB": "MY-BANK"}, "templates": {"cy": {
                    "sms": "Banc: {code} ({reference})", "subject": "Banc {reference}", "mail": "{code} {reference}"}}}}""", "Wales");

        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(changed.body().at("/warnings"))
                .as("an SMS in Arabic costs two parts")
                .anyMatch(
                        warning -> warning.asString().startsWith("wording.languages: ar: an SMS may be paid for as 2"));
        Answer made = issuer.ask(
                user, "\"phone\": \"07700 900123\", \"locale\": \"cy-GB\", \"origin\": \"portal.example.com\"");
        var sms = Topics.unseal(Topics.shared().awaitRequest(made.text("/challengeId"), 1));
        String code = sms.text().substring(sms.text().length() - 6);
        assertThat(sms.text())
                .isEqualTo("Banc: %s (%s)\n\n@portal.example.com #%s", code, made.text("/reference"), code);
        assertThat(sms.sender()).isEqualTo("MY-BANK");
    }

    @Test
    void aConfiguredPolicyThatCannotWorkStopsTheStartAndSaysWhereItIs() {
        assertThatThrownBy(() -> RunningIssuer.start(
                        SCHEMA, Map.of("ontime.issuer.tenants.demo.policy", "{\"codes\": {\"length\": 4}}")))
                .rootCause()
                .hasMessage("codes.length must be 6 to 10 digits");
        assertThatThrownBy(() ->
                        RunningIssuer.start(SCHEMA, Map.of("ontime.issuer.tenants.demo.policy", "{\"canary\": 1}")))
                .hasStackTraceContaining("ontime.issuer.tenants.demo.policy cannot be used: policy has the fields");
    }

    private int lengthOfACode(RunningIssuer at) {
        String challenge = at.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        String text = Topics.unseal(Topics.shared().awaitRequest(challenge, 1)).text();
        return text.length() - text.lastIndexOf('#') - 1;
    }

    private static void assertForbidden(Answer answer, String role) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/type")).isEqualTo("forbidden");
        assertThat(answer.text("/detail")).endsWith(role);
    }

    private static Answer patch(String patch, String reason) {
        return send("PATCH", body(patch, reason), etag());
    }

    /** With the reason as a field beside the policy's own. */
    private static String body(String policy, String reason) {
        return policy.replaceFirst("\\{", "{\"reason\": \"" + reason + "\", ").replace(", }", "}");
    }

    /** Without what tells how it came to be. */
    private static ObjectNode policyOf(Answer answer) {
        return ((ObjectNode) answer.body().deepCopy()).remove(List.of("version", "changed", "warnings"));
    }

    private static String etag() {
        return get("/v1/policy").header("ETag");
    }

    private static Answer get(String path) {
        return send(RunningIssuer.DEMO_ADMIN_KEY, "GET", path, "", null);
    }

    private static Answer send(String method, String body, @Nullable String ifMatch) {
        return send(RunningIssuer.DEMO_ADMIN_KEY, method, "/v1/policy", body, ifMatch);
    }

    private static Answer send(String key, String method, String path, String body, @Nullable String ifMatch) {
        return send(issuer, key, method, path, body, ifMatch);
    }

    private static Answer send(
            RunningIssuer at, String key, String method, String path, String body, @Nullable String ifMatch) {
        var request = at.request(path).setHeader("Authorization", "Bearer " + key);
        if (ifMatch != null) {
            request.setHeader("If-Match", ifMatch);
        }
        return RunningIssuer.send(
                request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static Answer result(Future<Answer> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
