package ontime.issuer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import ontime.events.CodeChecked;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.events.LoginStarted;
import ontime.events.MethodKind;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.Purpose;
import ontime.events.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The issuer follows the directory, whose part the test plays with real records and real seals. */
class ContactIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOTHING = "\"locale\": \"en\"";
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private final RunningIssuer issuer = RunningIssuer.shared();
    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();
    private final FakeDirectory directory = new FakeDirectory("demo", user);

    @AfterEach
    void letTimeRun() {
        issuer.clock().run();
    }

    @Test
    void aContactIsInForceAndAnsweredWithinMoments() {
        directory.phone(1, "+447700900123").email(1, "ada@example.com").publish(1);

        assertThat(awaitApplied(2)).allSatisfy(applied -> {
            assertThat(applied.getFollower()).isEqualTo("issuer");
            assertThat(applied.getState()).isEqualTo(FollowerState.APPLIED);
        });
        Answer asked = issuer.ask(user, NOTHING);
        assertThat(asked.text("/destination")).isEqualTo("+44 •••• ••0123");
        var request = topics.awaitRequest(asked.text("/challengeId"), 1);
        assertThat(request.getContactVersion()).isEqualTo(1);
        assertThat(Topics.unseal(request).destination()).isEqualTo("+447700900123");
        assertThat(Tables.dump("issuer")).contains(user).doesNotContain("7700900123", "ada@example.com");
    }

    @Test
    void aLoginThatBeginsByEventGoesThereToo() {
        directory.email(4, "ada@example.com").publish(1);
        awaitApplied(1);

        Writer.shared()
                .write(
                        Topic.LOGINS,
                        directory.key(),
                        LoginStarted.newBuilder()
                                .setEventId("e-" + user)
                                .setTenant("demo")
                                .setUserId(user)
                                .setLoginId("login-" + user)
                                .setStartedAt(Instant.now())
                                .build());

        var request = (OtpRequested) topics.awaitRecords(Topic.REQUESTS, directory.key(), 1)
                .getFirst()
                .value();
        assertThat(request.getContactVersion()).isEqualTo(4);
        assertThat(request.getLoginId()).isEqualTo("login-" + user);
    }

    @Test
    void aChangeInTheMiddleOfALoginCountsForTheNextCode() {
        directory.phone(1, "+447700900123").publish(1);
        awaitApplied(1);
        issuer.clock().stop();
        String running = issuer.ask(user, NOTHING).text("/challengeId");

        directory.phone(2, "+447700900456").publish(2);
        awaitApplied(2);
        issuer.clock().advance(Duration.ofSeconds(31));

        Answer resent = issuer.resend(running, "{}");
        assertThat(resent.status()).isEqualTo(409);
        assertThat(resent.text("/type")).isEqualTo("contact-changed");
        assertThat(issuer.get("/v1/challenges/" + running).text("/destination")).isEqualTo("+44 •••• ••0123");
        // What went out before the change can still be entered.
        assertThat(issuer.check(running, topics.awaitCode(running)).text("/outcome"))
                .isEqualTo("VERIFIED");
        assertThat(issuer.ask(user, NOTHING).text("/destination")).isEqualTo("+44 •••• ••0456");
    }

    @Test
    void statesThatComeLateOrTwiceChangeNothing() {
        directory.phone(2, "+447700900456").publish(5);
        awaitApplied(1);
        directory.phone(1, "+447700900123").publish(4);
        directory.phone(3, "+447700900789").publish(6).publish(6);

        assertThat(awaitApplied(2)).extracting(ContactApplied::getVersion).containsExactly(2L, 3L);
        assertThat(issuer.ask(user, NOTHING).text("/destination")).endsWith("0789");
    }

    @Test
    void aSealThatCannotBeOpenedIsToldAndKeptAsADeadLetter() {
        directory.strangePhone(1).email(1, "ada@example.com").publish(1);

        assertThat(awaitApplied(2))
                .extracting(ContactApplied::getKind, ContactApplied::getState)
                .containsExactlyInAnyOrder(
                        tuple(ContactKind.PHONE, FollowerState.FAILED),
                        tuple(ContactKind.EMAIL, FollowerState.APPLIED));
        assertThat(issuer.ask(user, NOTHING).text("/channel")).isEqualTo("EMAIL");
        // A record that nobody can read stops nobody.
        Writer.shared().write(Topic.CONTACTS, directory.key(), new byte[] {7, 7, 7});
        directory.phone(2, "+447700900123").publish(2);
        awaitApplied(3);
    }

    @Test
    void aRemovalIsAnswered() {
        directory.phone(1, "+447700900123").publish(1);
        awaitApplied(1);

        directory.without(ContactKind.PHONE).publish(2).tellRemoval(2);

        assertThat(awaitApplied(2).getLast().getVersion()).isEqualTo(2);
        Answer refused = issuer.post("/v1/challenges", "{\"userId\": \"" + user + "\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/reason")).isEqualTo("NO_PHONE");
    }

    @Test
    void anIssuerThatIsNewReadsAllThatThereIs() {
        directory.phone(1, "+447700900123").publish(1);
        awaitApplied(1);

        try (var late = RunningIssuer.start("late", Map.of())) {
            await().atMost(PATIENCE)
                    .until(() -> late.post("/v1/challenges", "{\"userId\": \"" + user + "\"}")
                                    .status()
                            == 201);
        }
    }

    @Test
    void aUserWhoIsErasedIsForgottenAndWhatIsOnItsWayIsWithdrawn() {
        directory.phone(1, "+447700900123").publish(1);
        awaitApplied(1);
        String challenge = issuer.ask(user, NOTHING).text("/challengeId");

        directory.erase();

        await().atMost(PATIENCE)
                .until(() -> issuer.get("/v1/challenges/" + challenge).status() == 404);
        assertThat(topics.awaitRecords(Topic.REQUESTS, directory.key(), 2)
                        .getLast()
                        .value())
                .isInstanceOf(OtpWithdrawn.class);
        assertThat(issuer.post("/v1/challenges", "{\"userId\": \"" + user + "\"}")
                        .status())
                .isEqualTo(422);
        assertThat(Tables.dump("issuer", "contact")).doesNotContain(user);
        // The same name may begin anew, and be counted from 1 again.
        directory.phone(1, "+447700900456").publish(1);
        await().atMost(PATIENCE)
                .until(() -> issuer.post("/v1/challenges", "{\"userId\": \"" + user + "\"}")
                                .status()
                        == 201);
        assertThat(issuer.ask(user, NOTHING).text("/destination")).endsWith("0456");
    }

    @Test
    void aBatchThatComesAgainErasesNobodyWhoWasMadeAnew() {
        directory.phone(1, "+447700900123").publish(7);
        awaitApplied(1);
        var erased = Instant.now().plusMillis(1);
        directory.erase(erased).phone(2, "+447700900456").publish(1, erased.plusMillis(1));
        awaitApplied(2);
        String challenge = issuer.ask(user, NOTHING).text("/challengeId");

        directory.erase(erased).publish(1, erased.plusMillis(1));
        directory.email(1, "ada@example.com").publish(2, erased.plusMillis(2));
        awaitApplied(3);

        assertThat(issuer.get("/v1/challenges/" + challenge).status()).isEqualTo(200);
        assertThat(issuer.ask(user, "\"channel\": \"SMS\"").text("/destination"))
                .endsWith("0456");
    }

    @Test
    void theEventOfAnErasureDoesTheSame() {
        directory.phone(1, "+447700900123").publish(1);
        awaitApplied(1);

        directory.tellErasure();

        await().atMost(PATIENCE)
                .until(() -> issuer.post("/v1/challenges", "{\"userId\": \"" + user + "\"}")
                                .status()
                        == 422);
    }

    @Test
    void whoHasNoMethodIsSentToSetOneUp() {
        FakeDirectory.require("enrol", "https://portal.example.com/enrol");
        var key = "an-api-key-of-the-tenant-enrol-0123456789";
        var settings = Map.of("ontime.issuer.tenants.enrol.api-keys[0]", RunningIssuer.sha256(key));
        try (var strict = RunningIssuer.start("enrolling", settings)) {
            var request = RunningIssuer.request(strict.port(), "/v1/challenges")
                    .setHeader("Authorization", "Bearer " + key)
                    .POST(BodyPublishers.ofString("{\"userId\": \"" + user + "\"}"));
            Answer refused =
                    await().atMost(PATIENCE).until(() -> RunningIssuer.send(request), answer -> answer.status() == 409);
            assertThat(refused.text("/type")).isEqualTo("enrolment-required");
            assertThat(refused.text("/detail")).contains("has no method yet");
            assertThat(refused.text("/enrolmentUrl")).isEqualTo("https://portal.example.com/enrol");
            assertThat(refused.text("/loginId")).isNotEmpty();
            assertThat(strict.post("/v1/challenges", "{\"userId\": \"" + user + "\"}")
                            .status())
                    .isEqualTo(422);
        }
    }

    @Test
    void whoseMethodsWereResetIsLetInByNoCodeAndProvesANewContactByOne() {
        directory.phone(1, "+447700900123").publish(1);
        awaitApplied(1);
        String running = issuer.ask(user, NOTHING).text("/challengeId");

        directory.reset(2);

        await().atMost(PATIENCE)
                .until(() ->
                        issuer.get("/v1/challenges/" + running).text("/status").equals("CANCELLED"));
        String named = "{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(user);
        assertThat(await().atMost(PATIENCE)
                        .until(() -> issuer.post("/v1/challenges", named), answer -> answer.status() == 409)
                        .text("/detail"))
                .isEqualTo("An administrator took the user's methods away; one has to be set up again first");

        Answer proof = prove(RunningIssuer.DEMO_ADMIN_KEY, "contact-change-" + user);
        assertThat(proof.status()).isEqualTo(201);
        assertThat(proof.text("/destination")).endsWith("0456");
        String challenge = proof.text("/challengeId");
        assertThat(Topics.unseal(topics.awaitRequest(challenge, 1)).text())
                .contains("to confirm this phone number")
                .doesNotContain("login", "@");
        String code = "{\"code\": \"%s\"}".formatted(topics.awaitCode(challenge));
        String check = "/v1/contact-proofs/" + challenge + "/check";
        assertThat(post(RunningIssuer.DEMO_KEY, check, code).status()).isEqualTo(403);
        assertThat(issuer.check(challenge, topics.awaitCode(challenge)).status())
                .as("to an auth service it is no login")
                .isEqualTo(404);
        assertThat(issuer.resend(challenge, "{}").status()).isEqualTo(404);
        assertThat(post(RunningIssuer.DEMO_KEY, "/v1/logins/contact-change-" + user + "/check", code)
                        .status())
                .isEqualTo(404);
        assertThat(post(RunningIssuer.DEMO_ADMIN_KEY, check, code).text("/outcome"))
                .isEqualTo("VERIFIED");
        assertThat(post(RunningIssuer.DEMO_ADMIN_KEY, check, code).text("/outcome"))
                .as("for whoever has not got the first answer")
                .isEqualTo("VERIFIED");
        assertThat(post(RunningIssuer.DEMO_ADMIN_KEY, check, "{\"code\": \"0000000\"}")
                        .text("/outcome"))
                .isEqualTo("ALREADY_USED");
    }

    @Test
    void aProofIsNoLogin() {
        assertThat(prove(RunningIssuer.DEMO_KEY, "contact-change-" + user).status())
                .isEqualTo(403);
        assertThat(prove(RunningIssuer.DEMO_ADMIN_KEY, "login-" + user).text("/field"))
                .isEqualTo("loginId");
        assertThat(issuer.post(
                                "/v1/challenges",
                                "{\"userId\": \"%s\", \"phone\": \"07700 900123\", \"loginId\": \"contact-change-%s\"}"
                                        .formatted(user, user))
                        .text("/field"))
                .isEqualTo("loginId");
        String login = issuer.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        String check = "/v1/contact-proofs/" + login + "/check";
        assertThat(post(RunningIssuer.DEMO_ADMIN_KEY, check, "{\"code\": \"123456\"}")
                        .status())
                .isEqualTo(404);
    }

    private Answer prove(String key, String login) {
        return post(
                key,
                "/v1/contact-proofs",
                "{\"userId\": \"%s\", \"phone\": \"07700 900456\", \"channel\": \"SMS\", \"loginId\": \"%s\"}"
                        .formatted(user, login));
    }

    private Answer post(String key, String path, String body) {
        return RunningIssuer.send(
                issuer.request(path).setHeader("Authorization", "Bearer " + key).POST(BodyPublishers.ofString(body)));
    }

    @Test
    void anAuthenticatorAppLogsIn() {
        long step = issuer.clock().stop().getEpochSecond() / 30;
        directory.methods(MethodKind.TOTP).app(1, SECRET, step - 1).phone(1, "+447700900123");
        directory.publish(1);
        awaitApplied(1);

        Answer asked = issuer.ask(user, "\"channel\": \"TOTP\"");
        assertThat(asked.text("/channel")).isEqualTo("TOTP");
        assertThat(asked.text("/supportUrl")).endsWith(asked.text("/loginId") + "?code=app");
        assertThat(asked.body().at("/destination").isNull()).isTrue();
        assertThat(asked.text("/reference")).hasSize(2);
        String challenge = asked.text("/challengeId");
        assertThat(issuer.check(challenge, code(step - 1)).text("/outcome")).isEqualTo("WRONG_CODE");
        assertThat(issuer.check(challenge, code(step)).text("/outcome")).isEqualTo("VERIFIED");
        var checked = (CodeChecked)
                topics.awaitRecords(Topic.CHECKS, challenge, 2).getLast().value();
        assertThat(checked.getMethod()).isEqualTo(MethodKind.TOTP);
        assertThat(Tables.dump("issuer")).doesNotContain(SECRET, "1234567890123456789");
        assertThat(issuer.check(ask(), code(step)).text("/outcome")).isEqualTo("WRONG_CODE");
    }

    @Test
    void ofManyWhoTypeTheSameCodeOfAnAppAtOnceOneIsLetIn() throws InterruptedException, ExecutionException {
        long step = issuer.clock().stop().getEpochSecond() / 30;
        directory.methods(MethodKind.TOTP).app(1, SECRET, step - 1).email(1, "ada@example.com");
        directory.publish(1);
        awaitApplied(1);
        String challenge = ask();

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> type = () -> issuer.check(challenge, code(step)).text("/outcome");
            var outcomes = people
                    .invokeAll(Stream.generate(() -> type).limit(30).toList())
                    .stream()
                    .map(future -> future.resultNow())
                    .toList();
            assertThat(outcomes).containsOnlyOnce("VERIFIED").hasSize(30);
        }
    }

    @Test
    void theOldDestinationIsToldOfTheChange() {
        Answer told = notice(RunningIssuer.DEMO_ADMIN_KEY, "\"phone\": \"07700 900123\", \"locale\": \"en\"");
        assertThat(told.status()).isEqualTo(202);

        var request = topics.awaitRequest(told.text("/noticeId"), 1);
        assertThat(request.getPurpose()).isEqualTo(Purpose.NOTICE);
        assertThat(request.getLoginId()).isEqualTo(request.getChallengeId()).startsWith("notice-");
        assertThat(Topics.unseal(request).destination()).isEqualTo("+447700900123");
        assertThat(Topics.unseal(request).text())
                .startsWith("The phone number or email address for your login at login.example.com was changed at")
                .doesNotContain("{", "#");

        Answer mail = notice(RunningIssuer.DEMO_ADMIN_KEY, "\"email\": \"ada@example.com\"");
        assertThat(Topics.unseal(topics.awaitRequest(mail.text("/noticeId"), 1)).subject())
                .isEqualTo("Your login details for login.example.com were changed");
    }

    @Test
    void whoeverStillGetsCodesIsToldOfAnotherWayToLogIn() {
        Answer told = post(
                RunningIssuer.DEMO_ADMIN_KEY,
                "/v1/notices",
                "{\"userId\": \"%s\", \"kind\": \"METHODS_CHANGED\", \"phone\": \"07700 900123\"}".formatted(user));
        assertThat(told.status()).isEqualTo(202);
        assertThat(Topics.unseal(topics.awaitRequest(told.text("/noticeId"), 1)).text())
                .startsWith("A way to log in at login.example.com was added or removed at")
                .doesNotContain("{", "#");
        assertThat(post(
                                RunningIssuer.DEMO_ADMIN_KEY,
                                "/v1/notices",
                                "{\"userId\": \"%s\", \"kind\": \"WEATHER\", \"phone\": \"07700 900123\"}"
                                        .formatted(user))
                        .text("/field"))
                .isEqualTo("kind");
    }

    @Test
    void aNoticeThatComesLateNamesTheTimeOfTheChange() {
        var asked = Instant.now();
        assertThat(noticeText(asked.minus(Duration.ofHours(5)))).isNotEqualTo(noticeText(asked));
        for (var wrong : List.of(asked.minus(Duration.ofDays(3)), asked.plus(Duration.ofHours(1)), "yesterday")) {
            assertThat(notice(
                                    RunningIssuer.DEMO_ADMIN_KEY,
                                    "\"email\": \"ada@example.com\", \"madeAt\": \"" + wrong + "\"")
                            .text("/field"))
                    .isEqualTo("madeAt");
        }
    }

    private String noticeText(Instant madeAt) {
        Answer told = notice(
                RunningIssuer.DEMO_ADMIN_KEY,
                "\"phone\": \"07700 900123\", \"locale\": \"en\", \"madeAt\": \"" + madeAt + "\"");
        return Topics.unseal(topics.awaitRequest(told.text("/noticeId"), 1)).text();
    }

    @Test
    void aNoticeThatIsAskedForInVainSaysWhy() {
        assertThat(notice(RunningIssuer.DEMO_KEY, "\"phone\": \"07700 900123\"").status())
                .isEqualTo(403);
        assertThat(notice(RunningIssuer.DEMO_ADMIN_KEY, "\"locale\": \"en\"").status())
                .isEqualTo(400);
        assertThat(notice(RunningIssuer.DEMO_ADMIN_KEY, "\"phone\": \"1\", \"email\": \"a@b.c\"")
                        .status())
                .isEqualTo(400);
        assertThat(notice(RunningIssuer.DEMO_ADMIN_KEY, "\"phone\": \"nonsense\"")
                        .text("/type"))
                .isEqualTo("invalid-destination");
        assertThat(notice(RunningIssuer.DEMO_ADMIN_KEY, "\"phone\": \"+33 6 12 34 56 78\"")
                        .text("/reason"))
                .isEqualTo("COUNTRY_NOT_ALLOWED");
    }

    private Answer notice(String key, String fields) {
        return RunningIssuer.send(issuer.request("/v1/notices")
                .setHeader("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(
                        "{\"userId\": \"%s\", \"kind\": \"CONTACT_CHANGED\", %s}".formatted(user, fields))));
    }

    private String ask() {
        return issuer.ask(user, "\"channel\": \"TOTP\"").text("/challengeId");
    }

    private static String code(long step) {
        try {
            var key = new SecretKeySpec("12345678901234567890".getBytes(US_ASCII), "RAW");
            return new TimeBasedOneTimePasswordGenerator()
                    .generateOneTimePasswordString(key, Instant.ofEpochSecond(step * 30));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<ContactApplied> awaitApplied(int count) {
        return await("%d contacts applied".formatted(count))
                .atMost(PATIENCE)
                .until(this::applied, found -> found.size() >= count);
    }

    /** Other issuers of the tests follow the same topic and answer, too: of each version the first answer counts. */
    private List<ContactApplied> applied() {
        return topics.records(Topic.ACCOUNTS, directory.key()).stream()
                .map(record -> record.value())
                .filter(ContactApplied.class::isInstance)
                .map(ContactApplied.class::cast)
                .collect(Collectors.toMap(
                        one -> List.of(one.getKind(), one.getVersion(), one.getState()),
                        one -> one,
                        (first, other) -> first,
                        LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }
}
