package ontime.issuer.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ontime.issuer.MovableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final TokenSettings SETTINGS =
            new TokenSettings(TokenIssuer.NAME, TokenIssuer.AUDIENCE, "tenant", "roles");
    private static final TokenIssuer ISSUER = TokenIssuer.withKey("one");
    private static final TokenIssuer STRANGER = TokenIssuer.withKey("one");

    private final KeyServer server = new KeyServer(ISSUER.key());
    private final MovableClock clock = new MovableClock();
    private final Tokens tokens = tokens(server.uri());

    @TempDir
    private Path folder;

    TokensTest() {
        clock.stopAt(NOW);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTokenTellsTheTenantTheRolesAndWhoItIs() {
        assertThat(tokens.caller(ISSUER.sign(good().build())))
                .contains(new Caller("demo", Set.of(Role.ADMIN), "token-ada@example.com"));
    }

    @Test
    void rolesMayComeAsAListOrInOneText() {
        assertThat(roles(List.of("ADMIN", "ISSUE", "OTHER", 7))).containsExactlyInAnyOrder(Role.ADMIN, Role.ISSUE);
        assertThat(roles("openid ISSUE ADMIN")).containsExactlyInAnyOrder(Role.ADMIN, Role.ISSUE);
        assertThat(roles("admin")).isEmpty();
        assertThat(roles(7)).isEmpty();
        assertThat(roles(null)).isEmpty();
    }

    @Test
    void aNameThatGoesIntoTheRecordIsHarmlessThere() {
        String token =
                ISSUER.sign(good().subject("<b>\u0000\u202e" + "x".repeat(200)).build());
        assertThat(tokens.caller(token))
                .hasValueSatisfying(caller -> assertThat(caller.name()).isEqualTo("token-<b>??" + "x".repeat(95)));
    }

    @Test
    void aTokenHoldsUntilItExpiresGiveOrTakeAMinuteBetweenTheClocks() {
        String token = ISSUER.sign(good().build());

        clock.advance(Duration.ofSeconds(359));
        assertThat(tokens.caller(token)).isPresent();
        clock.advance(Duration.ofSeconds(2));
        assertThat(tokens.caller(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt"})
    void aTokenMayBeAnAccessTokenOfRfc9068(String type) {
        assertThat(tokens.caller(ISSUER.sign(good().build(), header -> header.type(new JOSEObjectType(type)))))
                .isPresent();
        assertThat(tokens.caller(ISSUER.sign(good().build(), header -> header))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS512", "PS256"})
    void everySignatureWithAPublicKeyIsTaken(String algorithm) {
        assertThat(tokens.caller(ISSUER.sign(good().build(), JWSAlgorithm.parse(algorithm), header -> header)))
                .isPresent();
    }

    static Stream<JWTClaimsSet> claimsThatAreNotGood() {
        return Stream.of(
                good().expirationTime(null).build(),
                good().expirationTime(Date.from(NOW.minusSeconds(61))).build(),
                good().notBeforeTime(Date.from(NOW.plusSeconds(61))).build(),
                good().issuer("https://elsewhere.example.com").build(),
                good().issuer(null).build(),
                good().audience("another-service").build(),
                good().audience(List.of()).build(),
                good().subject(null).build(),
                good().claim("tenant", null).build(),
                good().claim("tenant", "nobody").build(),
                good().claim("tenant", 7).build(),
                good().claim("tenant", List.of("demo")).build());
    }

    @ParameterizedTest
    @MethodSource("claimsThatAreNotGood")
    void aTokenThatIsNotForUsNowIsNobodys(JWTClaimsSet claims) {
        assertThat(tokens.caller(ISSUER.sign(claims))).isEmpty();
    }

    @Test
    void aTokenThatNobodySignedIsNobodys() {
        assertThat(tokens.caller(new PlainJWT(good().build()).serialize())).isEmpty();
    }

    @Test
    void aTokenThatIsSignedWithThePublicKeyAsASecretIsNobodys() throws Exception {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), good().build());
        token.sign(new MACSigner(ISSUER.key().toPublicKey().getEncoded()));

        assertThat(tokens.caller(token.serialize())).isEmpty();
    }

    @Test
    void aTokenThatIsSignedWithTheKeyOfAStrangerIsNobodys() {
        assertThat(tokens.caller(STRANGER.sign(good().build()))).isEmpty();
    }

    @Test
    void aTokenThatBringsItsOwnKeyIsNobodys() {
        try (var trap = new KeyServer(STRANGER.key())) {
            assertThat(tokens.caller(STRANGER.sign(good().build(), header -> header.jwk(STRANGER.key()))))
                    .isEmpty();
            assertThat(tokens.caller(STRANGER.sign(good().build(), header -> header.jwkURL(trap.uri()))))
                    .isEmpty();
            assertThat(trap.requests()).isZero();
        }
    }

    @Test
    void aTokenOfAnotherPurposeIsNobodys() {
        assertThat(tokens.caller(ISSUER.sign(good().build(), header -> header.type(new JOSEObjectType("logout+jwt")))))
                .isEmpty();
        assertThat(tokens.caller(ISSUER.sign(
                        good().build(),
                        header -> header.criticalParams(Set.of("unheard-of")).customParam("unheard-of", true))))
                .isEmpty();
    }

    @Test
    void aTokenThatWasChangedIsNobodys() {
        String[] parts = ISSUER.sign(good().build()).split("\\.", -1);
        String bank = base64(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("demo", "bank"));

        assertThat(tokens.caller(parts[0] + "." + bank + "." + parts[2])).isEmpty();
        assertThat(tokens.caller(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.caller(parts[0] + "." + parts[1])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a.b.c",
                "an-api-key-that-nobody-has",
                "eyJhbGciOiJSUzI1NiJ9..",
                "eyJhbGciOm51bGx9.e30.AA",
                "eyJhbGciOiJSUzI1NiIsImtpZCI6N30.e30.AA",
                "W10.e30.AA",
                "bnVsbA.bnVsbA.bnVsbA",
                "eyJhbGciOiJSUzI1NiJ9.W10.AA",
                "eyJhbGciOiJSUzI1NiJ9.e30.AA",
                "\u0000.\u0000.\u0000",
            })
    void whatIsNoTokenIsNobodys(String text) {
        assertThat(tokens.caller(text)).isEmpty();
    }

    @Test
    void aKeyThatIsNewIsFetchedWhenTheFirstTokenNamesIt() {
        var next = TokenIssuer.withKey("two");
        tokens.caller(ISSUER.sign(good().build()));

        server.publish(ISSUER.key(), next.key());

        assertThat(tokens.caller(next.sign(good().build()))).isPresent();
    }

    @Test
    void howeverManyTokensNameAKeyThatNobodyKnowsTheServerIsHardlyAsked() {
        for (int i = 0; i < 50; i++) {
            assertThat(tokens.caller(TokensTest.unknownKey(i))).isEmpty();
        }

        assertThat(server.requests()).isLessThanOrEqualTo(3);
        assertThat(tokens.caller(ISSUER.sign(good().build()))).isPresent();
    }

    @Test
    void keysThatWereFetchedServeOnWhileTheirServerIsAway() {
        String token = ISSUER.sign(good().build());
        assertThat(tokens.caller(token)).isPresent();

        server.close();

        assertThat(tokens.caller(token)).isPresent();
    }

    @Test
    void withoutAnyKeyNobodyCanTellWhetherATokenIsGood() {
        server.close();
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(KeysUnavailableException.class)
                    .isThrownBy(() -> tokens.caller(ISSUER.sign(good().build())));
        }
        // What is no token at all needs no key to be known as such.
        assertThat(tokens.caller("an-api-key-that-nobody-has")).isEmpty();
    }

    @Test
    void aServerThatAnswersSomethingElseIsLikeNone() {
        server.publish("<html>");
        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> tokens.caller(ISSUER.sign(good().build())));
    }

    @Test
    void theKeyMayBeAFile() throws Exception {
        var curve = new ECKeyGenerator(Curve.P_256).generate();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), good().build());
        token.sign(new ECDSASigner(curve));

        assertThat(tokens(pem(ISSUER.key().toPublicKey())).caller(ISSUER.sign(good().build())))
                .isPresent();
        assertThat(tokens(pem(ISSUER.key().toPublicKey())).caller(STRANGER.sign(good().build())))
                .isEmpty();
        assertThat(tokens(pem(curve.toPublicKey())).caller(token.serialize())).isPresent();
        assertThat(tokens(pem(curve.toPublicKey())).caller(ISSUER.sign(good().build())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary", "-----BEGIN PUBLIC KEY-----\nY2FuYXJ5\n-----END PUBLIC KEY-----\n"})
    void aFileThatIsNoKeyIsRefused(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("key.pem"), content);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKeys.in(file))
                .withMessageContaining("must be an RSA or EC key in PEM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/hostname", "keys", "ftp://id.example.com/keys"})
    void keysAreFetchedOverHttpOnly(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> VerificationKeys.at(URI.create(uri)));
    }

    private static JWTClaimsSet.Builder good() {
        return TokenIssuer.claims(NOW, "demo", "ADMIN");
    }

    private Set<Role> roles(@Nullable Object claim) {
        return tokens.caller(ISSUER.sign(good().claim("roles", claim).build()))
                .orElseThrow()
                .roles();
    }

    private static String unknownKey(int number) {
        return ISSUER.sign(good().build(), header -> header.keyID("unknown-" + number));
    }

    private Tokens tokens(URI keys) {
        return new Tokens(SETTINGS, VerificationKeys.at(keys), Set.of("demo", "bank")::contains, clock);
    }

    private Tokens tokens(Path pem) {
        return new Tokens(SETTINGS, VerificationKeys.in(pem), Set.of("demo", "bank")::contains, clock);
    }

    private Path pem(PublicKey key) throws IOException {
        return Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
