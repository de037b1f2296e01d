package ontime.issuer.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.function.UnaryOperator;
import ontime.sealing.KeyFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTokensTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private static final Call CALL = new Call("POST", "/v1/agent/challenges/c-1/resend", "key-1");

    private static final Path KEYS = makeKeys();

    private final Console console = Console.of(KEYS);
    private final AgentTokens tokens =
            new AgentTokens(VerificationKeys.ofAgents(KEYS.resolve("agents.public.pem")), "demo"::equals, () -> NOW);

    private static Path makeKeys() {
        try {
            var folder = Files.createTempDirectory(Path.of("target"), "agents");
            KeyFolder.create(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAgentIsKnownByNameAndTenantAndMayDoWhatSupportDoes() {
        assertThat(tokens.caller(
                        console.sign(
                                Console.claims(NOW, CALL, "demo", "SUPPORT").build()),
                        CALL))
                .contains(new Caller("demo", Set.of(Role.AGENT), "agent-sally"));
    }

    @Test
    void whoLeadsOrAdministersMayDoMore() {
        assertThat(roles("LEAD")).containsExactlyInAnyOrder(Role.AGENT, Role.AGENT_LEAD);
        assertThat(roles("ADMIN")).containsExactlyInAnyOrder(Role.AGENT, Role.AGENT_LEAD, Role.AGENT_ADMIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SRE", "ISSUE", "AGENT", "AGENT_LEAD", "support"})
    void everyOtherRoleIsGoodForNothing(String role) {
        assertThat(roles(role)).isEmpty();
    }

    @Test
    void aTokenThatIsNotWhollyRightIsAStrangers() {
        refused(claims -> claims.issuer("somebody"));
        refused(claims -> claims.audience("ontime"));
        refused(claims -> claims.subject(null));
        refused(claims -> claims.claim("tenant", "another"));
        refused(claims -> claims.claim("tenant", 7));
        refused(claims -> claims.claim("roles", "SUPPORT"));
        refused(claims -> claims.issueTime(null));
        refused(claims -> claims.expirationTime(null));
        refused(claims ->
                claims.issueTime(Date.from(NOW.plusSeconds(11))).expirationTime(Date.from(NOW.plusSeconds(71))));
        refused(claims -> claims.claim("method", null));
        refused(claims -> claims.claim("path", null));
        refused(claims -> claims.claim("key", null));
        refused(claims -> claims.expirationTime(Date.from(NOW.plusSeconds(61))));
        refused(claims ->
                claims.issueTime(Date.from(NOW.minusSeconds(71))).expirationTime(Date.from(NOW.minusSeconds(11))));
        assertThat(tokens.caller("anything", CALL)).isEmpty();
        assertThat(tokens.caller(new PlainJWT(good().build()).serialize(), CALL))
                .isEmpty();
        assertThat(tokens.caller(console.sign(good().build(), "JWT"), CALL)).isEmpty();
    }

    @Test
    void aTokenIsGoodForTheRequestThatItWasSignedForAlone() {
        var token = console.sign(good().build());

        assertThat(tokens.caller(token, CALL)).isPresent();
        assertThat(tokens.caller(token, new Call("GET", CALL.path(), CALL.key())))
                .isEmpty();
        assertThat(tokens.caller(token, new Call("POST", "/v1/agent/challenges/c-2/resend", CALL.key())))
                .isEmpty();
        assertThat(tokens.caller(token, new Call("POST", CALL.path(), "key-2"))).isEmpty();
        assertThat(tokens.caller(token, new Call("POST", CALL.path(), null))).isEmpty();
    }

    @Test
    void clocksMayDifferByTenSeconds() {
        var ahead = good().issueTime(Date.from(NOW.plusSeconds(10))).expirationTime(Date.from(NOW.plusSeconds(70)));

        assertThat(tokens.caller(console.sign(ahead.build()), CALL)).isPresent();
    }

    @Test
    void aTokenOfAnotherConsoleIsAStrangers(@TempDir Path others) {
        KeyFolder.create(others);

        assertThat(tokens.caller(Console.of(others).sign(good().build()), CALL)).isEmpty();
    }

    @Test
    void aKeyThatIsNotForThisIsRefusedAtTheStart() throws IOException {
        var file = Files.writeString(KEYS.resolve("other.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerificationKeys.ofAgents(file))
                .withMessageContaining("ontime.issuer.agents.public-key");
    }

    private static JWTClaimsSet.Builder good() {
        return Console.claims(NOW, CALL, "demo", "SUPPORT");
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> change) {
        assertThat(tokens.caller(console.sign(change.apply(good()).build()), CALL))
                .isEmpty();
    }

    private Set<Role> roles(String role) {
        return tokens.caller(
                        console.sign(Console.claims(NOW, CALL, "demo", role).build()), CALL)
                .orElseThrow()
                .roles();
    }
}
