package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import ontime.issuer.access.KeyServer;
import ontime.issuer.access.TokenIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who comes with a JSON Web Token in place of an API key. */
class TokenIT {

    private static final TokenIssuer PROVIDER = TokenIssuer.withKey("one");

    private static KeyServer server = new KeyServer(PROVIDER.key());
    private static RunningIssuer issuer = RunningIssuer.shared();

    @BeforeAll
    static void start() {
        issuer = RunningIssuer.start(
                "tokens",
                Map.of(
                        "ontime.issuer.jwt.jwk-set-uri", server.uri().toString(),
                        "ontime.issuer.jwt.issuer", TokenIssuer.NAME,
                        "ontime.issuer.jwt.audience", TokenIssuer.AUDIENCE));
    }

    @AfterAll
    static void stop() {
        issuer.close();
        server.close();
    }

    @Test
    void anAuthServiceAsksForACode() {
        Answer answer = ask(PROVIDER.sign(claims("demo", "ISSUE")));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
    }

    @Test
    void anAdministratorChangesThePolicyAndIsNamed() {
        String token = PROVIDER.sign(claims("strict", "ADMIN"));
        Answer answer = RunningIssuer.send(issuer.request("/v1/policy")
                .setHeader("Authorization", "Bearer " + token)
                .setHeader("If-Match", "\"0\"")
                .setHeader("Reason", "by token")
                .method("PATCH", BodyPublishers.ofString("{\"codes\": {\"attempts\": 4}}")));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.text("/changed/by")).isEqualTo("token-ada@example.com");
    }

    @Test
    void aKeyIsTakenAsWell() {
        assertThat(ask(RunningIssuer.DEMO_KEY).status()).isEqualTo(201);
    }

    @Test
    void aTokenWithoutTheRoleIsForbidden() {
        for (String token : new String[] {
            PROVIDER.sign(claims("demo", "ADMIN")), PROVIDER.sign(claims("demo")),
        }) {
            Answer answer = ask(token);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text("/type")).isEqualTo("forbidden");
        }
    }

    @Test
    void aTokenThatIsNotGoodIsAStrangers() {
        var claims = claims("demo", "ISSUE");
        for (String token : new String[] {
            new PlainJWT(claims).serialize(),
            TokenIssuer.withKey("one").sign(claims),
            TokenIssuer.withKey("two").sign(claims),
            PROVIDER.sign(claims("nobody", "ISSUE")),
            PROVIDER.sign(new JWTClaimsSet.Builder(claims).audience("another").build()),
            PROVIDER.sign(new JWTClaimsSet.Builder(claims)
                    .expirationTime(Date.from(Instant.now().minusSeconds(61)))
                    .build()),
        }) {
            Answer answer = ask(token);

            assertThat(answer.status()).as(answer.response().body()).isEqualTo(401);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(answer.text("/type")).isEqualTo("unauthorized");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.response().body()).doesNotContain(token);
        }
    }

    @Test
    void whileNobodyKnowsTheKeysTheCallerIsToldToTryAgain() {
        try (var blind = RunningIssuer.start(
                "tokens",
                Map.of(
                        // Nobody listens there.
                        "ontime.issuer.jwt.jwk-set-uri", "http://127.0.0.1:1/keys",
                        "ontime.issuer.jwt.issuer", TokenIssuer.NAME,
                        "ontime.issuer.jwt.audience", TokenIssuer.AUDIENCE))) {
            Answer answer = RunningIssuer.send(blind.request("/v1/challenges/some")
                    .setHeader("Authorization", "Bearer " + PROVIDER.sign(claims("demo", "ISSUE")))
                    .GET());

            assertThat(answer.status()).as(answer.response().body()).isEqualTo(503);
            assertThat(answer.text("/type")).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(blind.get("/v1/challenges/some").status()).isEqualTo(404);
        }
    }

    private static JWTClaimsSet claims(String tenant, String... roles) {
        return TokenIssuer.claims(Instant.now(), tenant, roles).build();
    }

    private static Answer ask(String credential) {
        return RunningIssuer.send(issuer.request("/v1/challenges")
                .setHeader("Authorization", "Bearer " + credential)
                .POST(BodyPublishers.ofString(
                        "{\"userId\": \"%s\", \"phone\": \"07700 900123\"}".formatted(RunningIssuer.newUser()))));
    }
}
