package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.SecurityFilterChain;

class AccessIT extends HistoryIntegration {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FactLog log;

    @Autowired
    private List<SecurityFilterChain> chains;

    @BeforeAll
    void someLogins() {
        log.add(LoginStory.login("seen")
                .requested(0.1)
                .accepted(0.2, 0.3)
                .typed(CheckOutcome.VERIFIED, 5, 12)
                .facts());
        log.add(LoginStory.login("refused")
                .rateLimited("destination", 1, 301)
                .refusedToStranger(2)
                .facts());
        for (var number = 0; number < 5; number++) {
            log.add(LoginStory.login("page" + number)
                    .requested(0.1)
                    .failed(DeliveryReason.OPTED_OUT, 1)
                    .facts());
        }
    }

    @Test
    void aSessionThatIsOverEndsBeforeAnybodyIsRecognised() {
        assertThat(chains)
                .hasSize(2)
                .allSatisfy(chain -> assertThat(chain.getFilters())
                        .extracting(filter -> filter.getClass().getSimpleName())
                        .containsSubsequence("SessionEnd", "SecurityContextHolderFilter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/logins", "/v1/logins/l-seen", "/v1/logins/l-seen/export", "/v1/whatever"})
    void aStrangerIsRefusedByTheApi(String path) {
        var answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).at("/type").asString()).isEqualTo("unauthorized");
        assertThat(json(answer).at("/detail").asString()).contains("HTTP Basic", "/login");
    }

    @Test
    void aWrongPasswordIsNoBetter() {
        assertThat(get("/v1/logins", basic("sally", "guess")).statusCode()).isEqualTo(401);
    }

    @Test
    void whoHasGuessedTooOftenIsToldToWaitAndForHowLongAndTheAuditTellsOfItOnce() {
        var before = refusals();
        for (var guess = 0; guess < 5; guess++) {
            assertThat(get("/v1/logins", basic("guesser", "guess")).statusCode())
                    .isEqualTo(401);
        }

        for (var more = 0; more < 3; more++) {
            var answer = get("/v1/logins", basic("guesser", "guess"));
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(json(answer).at("/type").asString()).isEqualTo("too-many-guesses");
            assertThat(Integer.parseInt(
                            answer.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 601);
        }

        assertThat(refusals()).isEqualTo(before + 5 + 1);
    }

    private int refusals() {
        return jdbc.sql("SELECT count(*) FROM audit WHERE action = 'LOGIN_REFUSED'")
                .query(Integer.class)
                .single();
    }

    @Test
    void aStrangerIsSentToTheLoginPageByTheConsole() {
        var answer = get("/logins/l-seen");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus"
            })
    void probesAndMetricsAreOpen(String path) {
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aLoginOfAnotherTenantDoesNotExist() {
        var stranger = basic("otto", "open barley");

        assertThat(get("/v1/logins/l-seen", sally()).statusCode()).isEqualTo(200);
        var answer = get("/v1/logins/l-seen", stranger);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(get("/v1/logins/l-none", stranger).body().replace("l-none", "l-seen"));
        assertThat(json(get("/v1/logins", stranger)).at("/logins")).isEmpty();
    }

    @Test
    void somebodyWhoHasLoggedInSeesTheLoginAndMayAskTheApi() {
        var session = logIn("sally", "open sesame");

        var page = get("/logins/l-seen", "Cookie", session);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("The right code was entered 12 s after the click.", "VERIFIED", "+44 •••• ••0123", "provider")
                .doesNotContain("fingerprint", "style=", "onclick");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(get("/?q=u-seen", "Cookie", session).body()).contains("/logins/l-seen");
        assertThat(get("/v1/logins/l-seen", "Cookie", session).statusCode()).isEqualTo(200);
        assertThat(get("/logins/l-none", "Cookie", session, "Accept", "text/html"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(404))
                .satisfies(answer -> assertThat(answer.body()).contains("Nothing is known by this name"));
    }

    @Test
    void aLoginThatWasRefusedHasALineInTheListAndAPage() {
        var session = logIn("sally", "open sesame");

        assertThat(get("/?q=u-refused", "Cookie", session).body())
                .contains("/logins/l-refused", "too many codes were asked for to the same number or address");
        assertThat(get("/logins/l-refused", "Cookie", session).body())
                .contains(
                        "RATE_LIMITED",
                        "It is worth trying again from 10:05:01 UTC on, 5 min later.",
                        "<h2 id=\"refusals\">No code was made</h2>",
                        "rate limited · limit destination · SMS was asked for · +44 •••• ••0456 · Jersey"
                                + " · try again from 10:05:01 UTC",
                        "user z-stranger-refused")
                .doesNotContain("fingerprint", "class=\"challenge");
    }

    @Test
    void whatIsSearchedForIsShownAsText() {
        var session = logIn("sally", "open sesame");

        var page = get("/?q=" + URLEncoder.encode("<script>alert(1)</script>", UTF_8), "Cookie", session);

        assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void theFormCannotBeSentFromElsewhere() {
        var answer = post("/login", "username=sally&password=open+sesame", "Origin", "https://example.org");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "q=l-seen, l-seen",
        "q=u-seen, l-seen",
        "q=c-1-seen, l-seen",
        "user=u-seen, l-seen",
        "user=u-seen&reference=k1, l-seen",
        "user=u-seen&channel=SMS&status=ACCEPTED, l-seen",
        "user=u-seen&from=2026-03-02T10:00:00Z&to=2026-03-02T10:00:01Z, l-seen",
        "user=u-seen&status=FAILED, ",
        "user=u-seen&from=2026-03-02T10:00:01Z, ",
        "q=l-refused, l-refused",
        "q=u-refused, l-refused",
        "user=u-refused, l-refused",
        "user=z-stranger-refused, l-refused",
        "q=z-stranger-refused, l-refused",
        "user=u-refused&channel=SMS, ",
        "q=l-see, ",
        "q=u-seen&status=FAILED, "
    })
    void loginsAreFoundByWhatIsAskedFor(String query, String found) {
        var answer = get("/v1/logins?" + query, sally());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer)
                        .at("/logins")
                        .valueStream()
                        .map(login -> login.at("/loginId").asString()))
                .isEqualTo(found == null ? List.of() : List.of(found));
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        var seen = new ArrayList<String>();
        var path = "/v1/logins?status=FAILED&channel=SMS&to=2026-03-03T00:00:00Z&limit=2";
        for (var cursor = ""; cursor != null; ) {
            var page = json(get(path + cursor, sally()));
            page.at("/logins").forEach(login -> seen.add(login.at("/loginId").asString()));
            cursor = page.at("/next").isNull()
                    ? null
                    : "&cursor=" + page.at("/next").asString();
        }

        assertThat(seen).containsExactly("l-page4", "l-page3", "l-page2", "l-page1", "l-page0");
    }

    @ParameterizedTest
    @CsvSource({
        "phone=12, malformed",
        "phone=colour, malformed",
        "email=a, malformed",
        "limit=0, malformed",
        "limit=many, malformed",
        "from=yesterday, malformed",
        "from=%2B999999999-01-01T00:00:00Z, malformed",
        "status=LOST, malformed",
        "cursor=nonsense, malformed",
        "colour=red, malformed",
        "q=%00, malformed"
    })
    void aQueryThatIsNotUnderstoodIsRefused(String query, String type) {
        var answer = get("/v1/logins?" + query, sally());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).at("/type").asString()).isEqualTo(type);
    }

    @Test
    void whatTheApiDoesNotKnowIsAProblemToo() {
        var answer = get("/v1/whatever", sally());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).at("/type").asString()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/logins/a%2Fb",
                "/v1/logins/a;b",
                "/v1/logins/a%5Cb",
                "/v1/logins/a%00b",
                "/v1//logins",
                "//v1/logins"
            })
    void aPathThatTheServerOrItsFirewallRefusesIsAProblemToo(String path) {
        var answer = get(path, sally());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(json(answer).at("/type").asString()).isEqualTo("malformed");
        assertThat(answer.body()).doesNotContain("logins", "rejected");
    }

    @Test
    void theApiAnswersABrowserWithAProblemAndTheConsoleWithAPage() {
        assertThat(get("/v1/logins/a;b", "Accept", "text/html").headers().firstValue("Content-Type"))
                .get(InstanceOfAssertFactories.STRING)
                .startsWith("application/problem+json");
        assertThat(get("/logins/a;b", "Accept", "text/html").body()).contains("This did not work");
    }
}
