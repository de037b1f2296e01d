package ontime.history.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import ontime.history.HistoryIntegration;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import ontime.provider.Provider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People sign in with a real provider in a real browser, and programs bring its tokens. */
class SignInIT extends HistoryIntegration {

    @Autowired
    private FactLog log;

    @Autowired
    private JdbcClient jdbc;

    private final Agent agent = new Agent(this::address);
    private Provider provider;

    @BeforeAll
    void aProviderAndALogin() {
        log.add(LoginStory.login("signed").requested(0.1).accepted(0.2, 0.3).facts());
        provider = new Provider(PROVIDER_PORT, PROVIDER, address("").toString());
    }

    @AfterAll
    void close() {
        agent.close();
        provider.close();
    }

    @Test
    void whoSignsInWithTheProviderComesToThePageThatTheyWantedAndIsWritten() {
        var page = signIn("nina", "/logins/l-signed");

        page.waitForURL(Pattern.compile("/logins/l-signed"));
        assertThat(page.locator(".verdict")).isVisible();
        assertThat(page.locator("nav")).not().containsText("Audit");
        assertThat(entriesOf("nina")).contains("LOOKED_UP SUPPORT acme");
        assertThat(agent.complaints()).isEmpty();
    }

    @Test
    void aLeadOfTheProviderReadsTheAudit() {
        var page = signIn("olga", "/audit");

        assertThat(page.locator("h1")).hasText("Who has looked at what");
        assertThat(page.locator("nav")).containsText("Audit");
        assertThat(agent.complaints()).isEmpty();
    }

    @Test
    void whoHasNoRoleIsToldSoAndSeesNothing() {
        var page = signIn("paul", "/logins/l-signed");

        assertThat(page.locator("[role=alert]")).containsText("you have no role here");
        assertThat(entriesOf("paul")).contains("LOGIN_REFUSED  *");
        agent.go(page, "/logins/l-signed");
        assertThat(page.locator("h1")).hasText("OnTime support");
    }

    @Test
    void whoHasNoRoleIsToldSoAlsoWhenThatCannotBeWritten() {
        jdbc.sql("ALTER TABLE audit RENAME TO audit_away").update();
        try {
            var page = signIn("paul", "/logins/l-signed");

            assertThat(page.locator("[role=alert]")).containsText("you have no role here");
        } finally {
            jdbc.sql("ALTER TABLE audit_away RENAME TO audit").update();
        }
    }

    @Test
    void whoIsOfAnotherTenantFindsNothing() {
        var page = signIn("tara", "/?q=u-signed");

        assertThat(page.locator("#content")).containsText("No login of yours fits.");
    }

    @Test
    void whoLogsOutIsOutAtTheProviderToo() {
        var page = signIn("nina", "/");
        assertThat(page.locator("#content")).isVisible();

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log out"))
                .click();

        page.waitForURL(Pattern.compile("/login\\?logout$"));
        assertThat(page.locator("[role=status]")).hasText("You are logged out.");
        page.locator("a.wide").click();
        assertThat(page.locator("input[name=password]")).isVisible();
        assertThat(page.url()).startsWith(PROVIDER);
        assertThat(agent.complaints()).isEmpty();
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void theDoorIsFitForEverybody(int width, ColorScheme scheme) {
        agent.judge(agent.stranger("/login?norole", width, scheme), "door", width, scheme);
    }

    @ParameterizedTest
    @CsvSource({"robot, 200", "foreign, 404", "idle, 403", "stray, 401", "late, 401"})
    void aTokenOpensTheApiIfItIsMeantForItAndInTimeAndItsOwnerHasARole(String client, int status) {
        var answer = get("/v1/logins/l-signed", "Authorization", "Bearer " + token(client));

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 401) {
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer");
            assertThat(json(answer).at("/type").asString()).isEqualTo("unauthorized");
        }
    }

    @Test
    void aTokenIsCountedAsItsOwnerInTheAudit() {
        get("/v1/logins/l-signed", "Authorization", "Bearer " + token("robot"));

        assertThat(entriesOf("robot")).contains("LOOKED_UP SUPPORT acme");
    }

    @Test
    void aTokenThatAnybodyCouldHaveMadeIsNone() throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .issuer(PROVIDER)
                .audience(Provider.API)
                .subject("mallory")
                .claim("groups", List.of("support"))
                .claim("tenants", List.of("acme"))
                .claim("exp", Instant.now().plusSeconds(60).getEpochSecond())
                .build();
        var secret = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        secret.sign(new MACSigner("0123456789abcdef0123456789abcdef"));
        var genuine = token("robot");

        for (var forged : List.of(
                new PlainJWT(claims).serialize(),
                secret.serialize(),
                genuine.substring(0, genuine.lastIndexOf('.') + 1),
                genuine.substring(0, genuine.lastIndexOf('.')) + ".AAAA",
                "nonsense")) {
            assertThat(get("/v1/logins/l-signed", "Authorization", "Bearer " + forged)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    private Page signIn(String name, String path) {
        var page = agent.stranger(path, 1280, ColorScheme.LIGHT);
        page.locator("a.wide").click();
        page.locator("input[name=username]").fill(name);
        page.locator("input[name=password]").fill("secret");
        page.locator("button[type=submit]").click();
        page.waitForURL(Pattern.compile(Pattern.quote(address("").toString()) + ".*"));
        return page;
    }

    private String token(String client) {
        var credentials =
                Base64.getEncoder().encodeToString((client + ":" + Provider.secretOf(client)).getBytes(UTF_8));
        var answer = send(HttpRequest.newBuilder(URI.create(PROVIDER + "/oauth2/token"))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
        return json(answer).at("/access_token").asString();
    }

    private List<String> entriesOf(String actor) {
        return jdbc.sql("SELECT concat_ws(' ', action, roles, tenant) FROM audit WHERE actor = :actor")
                .param("actor", actor)
                .query(String.class)
                .list();
    }
}
