package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import ontime.directory.crypto.Base32Reading;
import ontime.events.ContactBook;
import ontime.events.MethodKind;
import ontime.sealing.Holder;
import ontime.sealing.UnreadableSealException;
import ontime.sealing.Unsealer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An authenticator app is set up, and recovery codes are made and used up. */
class SecondFactorIT {

    private final RunningDirectory directory = RunningDirectory.shared();
    private final Topics topics = Topics.shared();
    private final String user = directory.newUser();

    @AfterEach
    void letTimeRun() {
        directory.clock().run();
    }

    @Test
    void anAppCountsWhenACodeOfItHasBeenEnteredAndTheIssuerGetsItsSecret() throws UnreadableSealException {
        Instant now = directory.clock().stop();
        Answer offered = directory.asService("POST", path("/authenticator"), null);
        assertThat(offered.status()).as(offered.response().body()).isEqualTo(201);
        assertThat(offered.header("Cache-Control")).isEqualTo("no-store");
        String secret = offered.text("/key").replace(" ", "");
        assertThat(offered.text("/uri"))
                .isEqualTo("otpauth://totp/demo:" + user + "?secret=" + secret
                        + "&issuer=demo&algorithm=SHA1&digits=6&period=30");
        assertThat(offered.text("/qrCode")).startsWith("<svg ").endsWith("</svg>");

        // A clock that is a step behind.
        Answer confirmed = confirm(code(secret, now.minusSeconds(30)));

        assertThat(confirmed.status()).as(confirmed.response().body()).isEqualTo(200);
        assertThat(confirmed.body().at("/methods"))
                .extracting(one -> one.asString())
                .containsExactly("TOTP");
        ContactBook book = topics.awaitBook(user, 2);
        assertThat(book.getMethods()).containsExactly(MethodKind.TOTP);
        var app = book.getAuthenticator();
        assertThat(app.getConfirmedStep()).isEqualTo(now.getEpochSecond() / 30 - 1);
        byte[] sealed = new byte[app.getSealed().remaining()];
        app.getSealed().get(sealed);
        assertThat(Unsealer.with(RunningDirectory.KEYS.resolve("issuer.private.json"))
                        .unseal(sealed, new Holder("demo", user, "TOTP", 1)))
                .isEqualTo(secret);
        assertThat(confirm(code(secret, now)).status())
                .as("nothing waits any more")
                .isEqualTo(404);
    }

    @Test
    void theNewAppReplacesTheOldOneOnlyWhenItIsConfirmedAndARemovedOneIsGone() {
        Instant now = directory.clock().stop();
        String first = offer();
        confirm(code(first, now));
        String second = offer();
        assertThat(directory
                        .asService("GET", path(""), null)
                        .body()
                        .at("/authenticator/version")
                        .asLong())
                .isEqualTo(1);
        assertThat(confirm(code(second, now))
                        .body()
                        .at("/authenticator/version")
                        .asLong())
                .isEqualTo(2);

        Answer removed = directory.asService("DELETE", path("/methods/TOTP"), null);

        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.body().at("/authenticator").isNull()).isTrue();
        assertThat(topics.awaitBook(user, 4).getAuthenticator()).isNull();
        assertThat(Tables.text(
                        RunningDirectory.SCHEMA,
                        "select count(*) from authenticator where (closed is not null or sealed is not null)"
                                + " and user_id = '" + user + "'"))
                .isEqualTo("0");
    }

    @Test
    void fiveWrongCodesOrAQuarterOfAnHourEndASetUp() {
        Instant now = directory.clock().stop();
        String secret = offer();
        String wrong = wrong(code(secret, now));
        for (int i = 0; i < 4; i++) {
            assertThat(confirm(wrong).text("/type")).isEqualTo("wrong-code");
        }
        assertThat(confirm(wrong).text("/type")).as("no other will be taken").isEqualTo("locked");
        assertThat(confirm(code(secret, now)).text("/type")).isEqualTo("locked");
        String next = offer();
        directory.clock().advance(Duration.ofMinutes(15));
        assertThat(confirm(code(next, directory.clock().instant())).text("/type"))
                .isEqualTo("expired");
    }

    @Test
    void theSecretOfAnAppThatNobodyConfirmsIsWipedAndSetUpsDoNotPileUp() {
        directory.clock().stop();
        offer();
        offer();
        assertThat(apps("true")).isEqualTo("1");

        directory.clock().advance(Duration.ofHours(1));

        await("the secret is wiped")
                .atMost(Duration.ofSeconds(20))
                .until(() -> apps("closed is not null").equals("0"));
        String secret = offer();
        confirm(code(secret, directory.clock().instant()));
        assertThat(apps("state = 'CONFIRMED' and version = 3 and closed is null"))
                .isEqualTo("1");
        assertThat(apps("true")).isEqualTo("1");
    }

    private String apps(String condition) {
        return Tables.text(
                RunningDirectory.SCHEMA,
                "select count(*) from authenticator where user_id = '" + user + "' and " + condition);
    }

    @Test
    void eachRecoveryCodeIsGoodOnceAlsoWhenFiftyEnterItAtOnce() throws InterruptedException {
        Answer made = directory.asService("POST", path("/recovery-codes"), null);
        assertThat(made.status()).isEqualTo(201);
        var codes = codes(made);
        assertThat(new HashSet<>(codes)).hasSize(10);

        List<Answer> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> call = () -> check(codes.getFirst().toLowerCase(java.util.Locale.ROOT));
            answers = threads.invokeAll(Stream.generate(() -> call).limit(50).toList()).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allMatch(answer -> Set.of(422, 429).contains(answer.status()));
    }

    @Test
    void tenWrongRecoveryCodesAreEnoughForAnHour() {
        directory.clock().stop();
        var codes = codes(directory.asService("POST", path("/recovery-codes"), null));
        for (int i = 0; i < 10; i++) {
            assertThat(check("00000-00000").status()).isEqualTo(422);
        }

        Answer limited = check(codes.getFirst());
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Retry-After")).isEqualTo("3601");
        directory.clock().advance(Duration.ofHours(1));
        assertThat(check(codes.getFirst()).body().at("/left").asInt()).isEqualTo(9);
    }

    @Test
    void newRecoveryCodesVoidTheOldOnesAndTheLastOneTakesTheMethodWithIt() {
        var old = codes(directory.asService("POST", path("/recovery-codes"), null));
        var codes = codes(directory.asService("POST", path("/recovery-codes"), null));
        assertThat(check(old.getFirst()).status()).isEqualTo(422);

        codes.forEach(code -> assertThat(check(code).status()).isEqualTo(200));

        assertThat(directory.asService("GET", path(""), null).body().at("/methods"))
                .isEmpty();
    }

    @Test
    void anAdministratorCannotMakeWhatWouldLetThemInAsSomebodyElse() {
        assertThat(directory.asAdmin("POST", path("/authenticator"), null).status())
                .isEqualTo(403);
        assertThat(directory.asAdmin("POST", path("/recovery-codes"), null).status())
                .isEqualTo(403);
    }

    @Test
    void whatIsNoCodeIsToldSo() {
        assertThat(check("x").status()).isEqualTo(400);
        assertThat(confirm("abcdef").status()).isEqualTo(400);
        assertThat(directory
                        .asService("POST", "/v1/users/nobody/authenticator", null)
                        .status())
                .isEqualTo(404);
        assertThat(directory
                        .asService("POST", "/v1/users/nobody/recovery-codes", null)
                        .status())
                .isEqualTo(404);
    }

    private String offer() {
        return directory
                .asService("POST", path("/authenticator"), null)
                .text("/key")
                .replace(" ", "");
    }

    private Answer confirm(String code) {
        return directory.asService("POST", path("/authenticator/confirm"), "{\"code\": \"" + code + "\"}");
    }

    private Answer check(String code) {
        return directory.asService("POST", path("/recovery-codes/check"), "{\"code\": \"" + code + "\"}");
    }

    private static List<String> codes(Answer made) {
        return made.body()
                .at("/codes")
                .valueStream()
                .map(code -> code.asString())
                .toList();
    }

    private static String code(String secret, Instant at) {
        try {
            var generator = new TimeBasedOneTimePasswordGenerator();
            return generator.generateOneTimePasswordString(
                    new SecretKeySpec(Base32Reading.decode(secret), generator.getAlgorithm()), at);
        } catch (java.security.InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? "0" : "9") + code.substring(1);
    }

    private String path(String rest) {
        return "/v1/users/" + user + rest;
    }
}
