package ontime.history.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.events.RoutingReason;
import ontime.history.HistoryIntegration;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.AuditLog.Filter;
import ontime.history.audit.AuditLog.Numbered;
import ontime.history.audit.Outcome;
import ontime.history.facts.Fact;
import ontime.history.facts.FactLog;
import ontime.history.facts.Published;
import ontime.history.verdict.PlainWords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Actions in a real browser, before the whole service; for the issuer stands one that a test tells what to answer. */
class ActionsIT extends HistoryIntegration {

    private static final String NUMBER = "+447700900481";
    private static final String MASKED = "+44 •••• ••0481";
    private static int logins;

    @Autowired
    private FactLog log;

    @Autowired
    private AuditLog audit;

    private final Agent agent = new Agent(this::address);
    private String login = "";

    @BeforeEach
    void somebodyWaitsForACode() {
        ISSUER.reset();
        logins++;
        login = "l-acted-" + logins;
        // As events have it: to the millisecond.
        var now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
        log.add(List.of(new Published(requested(now.minusSeconds(40)), now.minusSeconds(39))));
    }

    @AfterEach
    void theBrowserHadNothingToComplainAbout() {
        assertThat(agent.complaints()).as("errors in the browser's console").isEmpty();
    }

    @AfterAll
    void close() {
        agent.close();
    }

    @Test
    void supportSendsACodeAgainOverTheOtherChannelAndTheLoginTellsTheNextOne() {
        var page = agent.open("/logins/" + login);
        press(page, "Send again K7");
        assertThat(page.locator("h1")).hasText("Send code K7 again");
        assertThat(page.getByLabel("by SMS to " + MASKED)).isChecked();

        page.getByLabel("by email, if the person has one that is known").check();
        page.locator("#reason").fill("no SMS came to 07700 900481");
        button(page, "Send it again").click();

        assertThat(page.locator("#outcome"))
                .hasText("The same code is on its way again, by email to s•••@example.com.");
        var call = ISSUER.calls().getFirst();
        assertThat(call.path()).isEqualTo("/v1/agent/challenges/c-" + login + "/resend");
        assertThat(call.body().at("/channel").asString()).isEqualTo("EMAIL");
        assertThat(call.body().at("/reason").asString()).isEqualTo("no SMS came to •••");
        assertThat(call.claims().at("/sub").asString()).isEqualTo("sally");
        assertThat(call.claims().at("/tenant").asString()).isEqualTo("acme");
        assertThat(call.claims().at("/roles").valueStream().map(role -> role.asString()))
                .containsExactly("SUPPORT");
        assertThat(call.claims().at("/exp").asLong() - call.claims().at("/iat").asLong())
                .isEqualTo(60);
        assertThat(entries(Action.RESENT))
                .extracting(AuditEntry::outcome, AuditEntry::actor, AuditEntry::reason)
                .containsExactly(
                        tuple(Outcome.DONE, "sally", "no SMS came to •••"),
                        tuple(Outcome.BEGUN, "sally", "no SMS came to •••"));

        page.getByText("Back to the login").click();
        assertThat(page.locator(".done li")).hasCount(1);
        assertThat(page.locator(".done")).containsText("sally wanted to send the code again: done · no SMS came");
    }

    @Test
    void whoClicksTwiceMeansItOnce() {
        var page = confirm("Cancel K7", "it was not her");

        button(page, "Cancel the code").dblclick();

        assertThat(page.locator("#outcome")).hasText("The code is cancelled.");
        assertThat(ISSUER.calls()).hasSize(1);
    }

    @Test
    void aFormThatIsSentAgainIsTheSameOrder() {
        var page = confirm("Cancel K7", "it was not her");
        button(page, "Cancel the code").click();
        assertThat(page.locator("#outcome")).isVisible();

        page.reload();

        assertThat(page.locator("#outcome")).isVisible();
        assertThat(ISSUER.calls()).hasSize(2);
        assertThat(ISSUER.calls().getFirst().key())
                .isEqualTo(ISSUER.calls().getLast().key());
    }

    @Test
    void anIssuerThatIsAwayIsToldAndCanBeAskedAgainForTheSame() {
        var page = confirm("Send again K7", "no SMS came");
        ISSUER.goAway();
        try {
            button(page, "Send it again").click();
            assertThat(page.locator("#outcome")).hasText("The issuer cannot be reached. Nothing was changed.");
        } finally {
            ISSUER.comeBack();
        }

        button(page, "Try again").click();

        assertThat(page.locator("#outcome")).containsText("on its way again");
        assertThat(ISSUER.calls()).hasSize(1);
        assertThat(ISSUER.calls().getFirst().body().at("/reason").asString()).isEqualTo("no SMS came");
        assertThat(entries(Action.RESENT))
                .extracting(AuditEntry::outcome)
                .containsExactly(Outcome.DONE, Outcome.BEGUN, Outcome.FAILED, Outcome.BEGUN);
    }

    @Test
    void whatTheIssuerRefusesIsSaidInItsWords() {
        ISSUER.answers(
                429,
                "{\"type\": \"still-valid\", \"detail\": \"The code that was sent is still valid for 250 s; it can be sent"
                        + " again in 12 s\"}");
        var page = confirm("Send again K7", "again, please");

        button(page, "Send it again").click();

        assertThat(page.locator("#outcome")).containsText("it can be sent again in 12 s.");
        assertThat(page.locator(".advice")).hasText("Nothing was changed.");
        assertThat(entries(Action.RESENT).getFirst().outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whileTheCodeMayNotBeSentAgainTheFormSaysFromWhenOn() {
        var soon =
                InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(600);
        ISSUER.sendsAgainFrom(soon);
        var page = agent.open("/logins/" + login);
        press(page, "Send again K7");
        assertThat(page.locator(".act"))
                .containsText("It was sent only just now: it can be sent again from " + PlainWords.of(soon));

        ISSUER.sendsAgainFrom(soon.minusSeconds(1200));
        page.reload();
        assertThat(page.locator(".act")).containsText("The same code goes out once more.");
        assertThat(page.locator(".act")).not().containsText("only just now");
    }

    @Test
    void withoutAReasonNothingIsDone() {
        var page = confirm("Cancel K7", " ");

        button(page, "Cancel the code").click();

        assertThat(page.locator("[role=alert]")).containsText("Say why");
        assertThat(ISSUER.calls()).isEmpty();
        assertThat(entries(Action.CANCELLED)).isEmpty();
    }

    @Test
    void aWholeNumberIsShownForAMinuteToWhoLeadsAndNotAgain() {
        ISSUER.answers(200, "{\"destination\": \"" + NUMBER + "\"}");
        var page = agent.open("/logins/" + login, "lena", "open lead", 1280, ColorScheme.LIGHT);
        page.clock().install();
        press(page, "Show whole number");
        page.locator("#reason").fill("she asks which number we have");
        var answered = page.waitForResponse(
                response -> response.request().method().equals("POST"),
                () -> button(page, "Show it").click());

        assertThat(page.locator("#whole")).hasText(NUMBER);
        assertThat(answered.headerValue("cache-control")).isEqualTo("no-store");
        assertThat(ISSUER.calls().getFirst().claims().at("/roles").get(0).asString())
                .isEqualTo("LEAD");
        agent.judge(page, "action-reveal", 1280, ColorScheme.LIGHT);
        // The clock of the page goes on by itself, too: judging takes a few of these seconds.
        page.clock().fastForward(20_000);
        assertThat(page.locator("#whole")).hasText(NUMBER);
        page.clock().fastForward(40_000);
        assertThat(page.locator("#whole")).hasText(MASKED);

        ISSUER.answers(
                409,
                "{\"type\": \"seen-before\", \"detail\": \"This was shown once already; ask again with a reason and a new"
                        + " key\"}");
        page.reload();
        assertThat(page.locator("#outcome")).containsText("This was shown once already. To see it again, go back");
        assertThat(page.locator("main")).not().containsText("key");
        assertThat(page.content()).doesNotContain(NUMBER);
        assertThat(entries(Action.REVEALED).stream().map(AuditEntry::toString))
                .isNotEmpty()
                .noneMatch(entry -> entry.contains(NUMBER));
    }

    @Test
    void aSuppressionOfTheUsersIsLiftedAndNobodyElses() {
        var now = InstantSource.system().instant();
        log.add(List.of(new Published(bounced(now.minusSeconds(20)), now.minusSeconds(20))));
        ISSUER.suppresses("""
                {"suppressions": [
                  {"id": "fingerprint-%s", "channel": "SMS", "destination": "%s", "cause": "HARD_BOUNCE",
                   "challengeId": "c-1", "since": "2026-03-05T10:00:00.000Z", "until": "2026-04-04T10:00:00.000Z"},
                  {"id": "fingerprint-of-another", "channel": "EMAIL", "destination": "o•••@example.com",
                   "cause": "COMPLAINT", "challengeId": "c-2", "since": "2026-03-05T10:00:00.000Z",
                   "until": "2026-04-04T10:00:00.000Z"}]}
                """.formatted(login, MASKED));
        ISSUER.answers(204, "");
        var page = agent.open("/logins/" + login, "lena", "open lead", 1280, ColorScheme.LIGHT);
        press(page, "Lift a suppression");
        assertThat(page.locator(".act")).containsText("hard bounce");
        assertThat(page.locator("[name=suppression]")).hasCount(1);
        assertThat(page.locator("[name=suppression]")).isChecked();
        agent.judge(page, "action-lift", 1280, ColorScheme.LIGHT);

        page.getByLabel("SMS to " + MASKED + ": hard bounce on 5 March 2026").check();
        page.locator("#reason").fill("the phone works again");
        button(page, "Lift it").click();

        assertThat(page.locator("#outcome")).hasText("The suppression is lifted.");
        assertThat(ISSUER.calls().getFirst().path()).isEqualTo("/v1/agent/suppressions/fingerprint-" + login + "/lift");
    }

    @Test
    void eachRoleIsOfferedWhatItMayDoAndNoOtherAddressOpens() {
        var page = agent.open("/logins/" + login);
        assertThat(page.locator(".offers a")).hasText(new String[] {"Send again K7", "Cancel K7"});
        var reveal = "/logins/" + login + "/actions/reveal?challenge=c-" + login + "&channel=SMS";
        assertThat(get(reveal, sally()).statusCode()).isEqualTo(302);
        assertThat(page.request().get(address(reveal).toString()).status()).isEqualTo(403);
        for (String unknown : new String[] {"destroy?challenge=c-" + login, "cancel?challenge=c-another"}) {
            var path = "/logins/" + login + "/actions/" + unknown;
            assertThat(page.request().get(address(path).toString()).status())
                    .as(path)
                    .isEqualTo(404);
        }
        var stranger = agent.open("/", "otto", "open barley", 1280, ColorScheme.LIGHT);
        assertThat(stranger.request()
                        .get(address("/logins/" + login + "/actions/cancel?challenge=c-" + login)
                                .toString())
                        .status())
                .isEqualTo(404);
        assertThat(ISSUER.calls()).isEmpty();
    }

    @Test
    void whoIsErasedIsForgottenByTheIssuerFirst() {
        ISSUER.answers(503, "");
        var body = "{\"userId\": \"u-" + login + "\", \"reason\": \"asked to\"}";
        var refused = postJson("/v1/erasures", body, adam());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused).at("/type").asString()).isEqualTo("issuer-unavailable");
        assertThat(get("/v1/logins/" + login, sally()).statusCode()).isEqualTo(200);

        ISSUER.reset();
        assertThat(postJson("/v1/erasures", body, adam()).statusCode()).isEqualTo(200);

        assertThat(ISSUER.calls().getFirst().path()).isEqualTo("/v1/users/u-" + login + "/data");
        assertThat(ISSUER.calls().getFirst().claims().at("/sub").asString()).isEqualTo("adam");
        assertThat(get("/v1/logins/" + login, sally()).statusCode()).isEqualTo(404);
    }

    @Test
    void onlyAnUnknownUserIsTakenForOneThatTheIssuerForgot() {
        var body = "{\"userId\": \"u-" + login + "\", \"reason\": \"asked to\"}";
        for (int status : new int[] {403, 404}) {
            ISSUER.answers(status, "{\"type\": \"not-found\", \"detail\": \"There is nothing at this address\"}");
            var refused = postJson("/v1/erasures", body, adam());
            assertThat(refused.statusCode()).as("after %d", status).isEqualTo(502);
            assertThat(json(refused).at("/type").asString()).isEqualTo("issuer-refused");
            assertThat(json(refused).at("/detail").asString())
                    .contains("There is nothing at this address")
                    .doesNotContain("Try again");
        }
        assertThat(get("/v1/logins/" + login, sally()).statusCode()).isEqualTo(200);

        ISSUER.answers(404, "{\"type\": \"unknown-user\", \"detail\": \"User is not known\"}");
        assertThat(postJson("/v1/erasures", body, adam()).statusCode()).isEqualTo(200);
        assertThat(get("/v1/logins/" + login, sally()).statusCode()).isEqualTo(404);
    }

    @Test
    void anAnswerThatCannotBeReadMayHaveBeenDone() {
        var page = confirm("Send again K7", "no SMS came");
        ISSUER.answers(200, "{\"channel\": \"PIGEON\", \"destination\": \"a loft\"}");
        button(page, "Send it again").click();

        assertThat(page.locator("#outcome"))
                .hasText("The issuer did not answer in time. It may have been done all the same.");
        assertThat(entries(Action.RESENT)).extracting(AuditEntry::outcome).doesNotContain(Outcome.DONE);
    }

    @Test
    void aRevealThatWasNotAnsweredIsAskedForAnewByAnotherKey() {
        var page = agent.open("/logins/" + login, "lena", "open lead", 1280, ColorScheme.LIGHT);
        page.navigate(address("/logins/" + login + "/actions/reveal?challenge=c-" + login + "&channel=SMS")
                .toString());
        page.locator("#reason").fill("she asks which number");
        ISSUER.answers(503, "");
        button(page, "Show it").click();
        assertThat(page.locator(".act")).containsText("it counts as another look");
        assertThat(button(page, "Try again")).hasCount(0);

        ISSUER.answers(200, "{\"destination\": \"" + NUMBER + "\"}");
        button(page, "Show it").click();

        assertThat(page.locator("#whole")).hasText(NUMBER);
        assertThat(ISSUER.calls().getFirst().key())
                .isNotEqualTo(ISSUER.calls().getLast().key());
    }

    @Test
    void nothingIsDoneByAFormOfSomebodyElses() {
        var page = agent.open("/logins/" + login);
        var forged = page.request()
                .post(address("/logins/" + login + "/actions/cancel").toString());

        assertThat(forged.status()).isEqualTo(403);
        assertThat(ISSUER.calls()).isEmpty();
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK"})
    void everyPageOfAnActionIsFitForEverybody(int width, ColorScheme scheme) {
        var page = agent.open("/logins/" + login, "lena", "open lead", width, scheme);
        agent.judge(page, "login-offers", width, scheme);
        press(page, "Send again K7");
        agent.judge(page, "action-resend", width, scheme);
        page.locator("#reason").fill("no SMS came");
        button(page, "Send it again").click();
        agent.judge(page, "action-done", width, scheme);
        page.getByText("Back to the login").click();
        agent.judge(page, "login-acted", width, scheme);
        press(page, "Cancel K7");
        agent.judge(page, "action-cancel", width, scheme);
    }

    private Page confirm(String offer, String reason) {
        var page = agent.open("/logins/" + login);
        press(page, offer);
        page.locator("#reason").fill(reason);
        return page;
    }

    private static void press(Page page, String offer) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(offer))
                .click();
        assertThat(page.locator(".act h1")).isVisible();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** The newest first. */
    private List<AuditEntry> entries(Action action) {
        return audit.find(new Filter(null, action, login, null, null, null, 20), Set.of("acme")).entries().stream()
                .map(Numbered::entry)
                .toList();
    }

    private Fact requested(Instant click) {
        return new Fact.Requested(
                login + "-requested",
                "acme",
                "u-" + login,
                login,
                "c-" + login,
                1,
                1,
                "K7",
                Channel.SMS,
                null,
                RoutingReason.POLICY_DEFAULT,
                MASKED,
                "fingerprint-" + login,
                "GB",
                1L,
                click,
                click.plusMillis(40),
                click.plusSeconds(300));
    }

    private Fact bounced(Instant at) {
        return new Fact.Reported(
                login + "-bounced",
                "acme",
                "u-" + login,
                login,
                "c-" + login,
                1,
                Channel.SMS,
                "GB",
                1,
                DeliveryStatus.FAILED,
                DeliveryReason.INVALID_DESTINATION,
                null,
                "sns",
                "m-" + login,
                null,
                at.minusSeconds(2),
                at.minusSeconds(2),
                at.minusSeconds(1),
                at,
                at,
                null,
                HeardBy.GATEWAY,
                true,
                null,
                null);
    }
}
