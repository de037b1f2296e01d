package ontime.history.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.events.Topic;
import ontime.events.TraceParent;
import ontime.events.WithdrawalReason;
import ontime.history.HistoryIntegration;
import ontime.history.TestEvents;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import ontime.history.projection.Backlog;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The console in a real browser, before the whole service with a real broker and database. */
class ConsoleIT extends HistoryIntegration {

    private static final Instant DAY = Instant.parse("2026-03-05T00:00:00Z");

    private static final TraceParent TRACE =
            new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true);

    @Autowired
    private FactLog log;

    @Autowired
    private Backlog backlog;

    private final Agent agent = new Agent(this::address);

    @BeforeAll
    void whatHasHappened() {
        log.add(traced(LoginStory.login("eventful")
                .requested(0.04)
                .deferred(1, DeliveryReason.THROTTLED, 0.4)
                .deferred(2, DeliveryReason.TIMED_OUT, 4.1)
                .accepted(3, 9.2, 9.6)
                .delivered(36)
                .typed(CheckOutcome.WRONG_CODE, 4, 41)
                .withdrawn(WithdrawalReason.SUPERSEDED, 42)
                .again(42)
                .accepted(42.2, 42.5)
                .redelivered(50, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(50.2, 50.4)
                .delivered(52)
                .typed(CheckOutcome.SUPERSEDED, 4, 55)
                .typed(CheckOutcome.VERIFIED, 4, 61)
                .facts()));
        log.add(LoginStory.login("lone")
                .requested(0.1)
                .accepted(0.2, 0.3)
                .without(0)
                .facts());
        log.add(LoginStory.login("turned-away")
                .rateLimited("destination", 1, 301)
                .facts());
        log.add(LoginStory.login("pumped")
                .requested(0.1)
                .failed(DeliveryReason.OPTED_OUT, 1)
                .facts());
        log.add(Deliveries.ofDay(DAY).facts());
    }

    private static List<Published> traced(List<Published> facts) {
        return facts.stream()
                .map(one -> new Published(one.fact(), one.publishedAt(), TRACE))
                .toList();
    }

    @AfterEach
    void theBrowserHadNothingToComplainAbout() {
        assertThat(agent.complaints()).as("errors in the browser's console").isEmpty();
    }

    @AfterAll
    void close() {
        agent.close();
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK", "320, LIGHT", "320, DARK"})
    void everyPageIsFitForEverybody(int width, ColorScheme scheme) {
        var page = agent.stranger("/login", width, scheme);
        agent.judge(page, "welcome", width, scheme);

        page = agent.open("/logins/l-eventful", width, scheme);
        page.locator("#fall-table > summary").click();
        agent.judge(page, "login", width, scheme);
        agent.go(page, "/logins/l-lone");
        agent.judge(page, "login-partial", width, scheme);
        agent.go(page, "/logins/l-turned-away");
        agent.judge(page, "login-refused", width, scheme);
        agent.go(page, "/logins/0195b1f0-5c00-7000-8000-000000000000");
        agent.judge(page, "login-missing", width, scheme);
        agent.go(page, "/?to=2026-03-05T12:00:00Z");
        agent.judge(page, "search", width, scheme);
        agent.go(page, "/?q=nobody&status=FAILED");
        agent.judge(page, "search-empty", width, scheme);
        page.locator("#open-help").click();
        agent.judge(page, "help", width, scheme);
        agent.go(page, "/delays?day=2026-03-05");
        agent.judge(page, "delays", width, scheme);
        agent.go(page, "/delays?day=2026-03-01");
        agent.judge(page, "delays-empty", width, scheme);
        agent.go(page, "/logins/a;b");
        agent.judge(page, "error", width, scheme);
    }

    @Test
    void aLoginIsToldWithItsVerdictFirstAndTheOldCodeStruckThrough() {
        var page = agent.open("/logins/l-eventful");

        assertThat(page.locator("main section").first()).hasClass(Pattern.compile("verdict"));
        assertThat(page.locator(".superseded h2 s")).hasText("K1");
        assertThat(page.locator(".fall .lane")).hasCount(3);
        var first = page.locator(".fall .lane").first();
        assertThat(first.locator(".call-again").first()).isAttached();
        assertThat(page.locator(".fall line.late").first()).isAttached();
        page.locator("#fall-table > summary").click();
        assertThat(page.locator("#fall-table")).containsText("K1 (superseded)");
        assertThat(page.locator("#fall-table")).containsText("the phone network or receiving mail server");
    }

    @Test
    void aLoginThatWasTracedIsLinkedToItsTraceAndEachEventNamesIt() {
        var page = agent.open("/logins/l-eventful");

        assertThat(page.locator("#trace")).hasText(TRACE.traceId());
        assertThat(page.locator("#trace"))
                .hasAttribute("href", "https://traces.example/trace/4bf92f3577b34da6a3ce929d0e0e4736");
        page.locator("#events > summary").click();
        assertThat(page.locator("#events li").first()).containsText("trace " + TRACE.traceId());

        agent.go(page, "/logins/l-lone");
        assertThat(page.locator("#trace")).hasCount(0);
    }

    @Test
    void whatIsMissingIsSaidInWords() {
        var page = agent.open("/logins/l-lone");
        assertThat(page.locator(".notice")).containsText("Part of this history is missing.");

        agent.go(page, "/logins/0195b1f0-5c00-7000-8000-000000000000");
        assertThat(page.locator("#content")).containsText("Nothing is known by this name");
        assertThat(page.locator("#content")).containsText("days ago");
        assertThat(page.locator("#content")).containsText("kept for 90 days");

        agent.go(page, "/?q=nobody");
        assertThat(page.locator("#content")).containsText("No login of yours fits.");
        agent.go(page, "/?status=LOST");
        assertThat(page.locator(".notice")).containsText("Message is not understood");
    }

    @Test
    void whatAnAddressSaysWrongIsTold() {
        var page = agent.open("/delays?day=yesterday&channel=PIGEON&hour=3");
        assertThat(page.locator(".notice"))
                .containsText(new String[] {"Day is not understood", "Channel is not understood", "holds more than"});

        agent.go(page, "/?from=2026-03-05T12:00&to=2026-03-05T11:00");
        assertThat(page.locator(".notice")).containsText("From is not earlier than Before");
    }

    @Test
    void ofALoginWithAnAppItIsSaidThatNothingIsSentUntilSomebodyTypesACode() {
        var page = agent.open("/logins/l-of-app?code=app");
        assertThat(page.locator("h1")).hasText("Nothing can be told yet");
        assertThat(page.locator("#content")).containsText("comes from the person's authenticator app");

        log.add(LoginStory.login("of-app")
                .typedOfApp(CheckOutcome.VERIFIED, 5, 3)
                .facts());

        assertThat(page.locator(".verdict .code")).containsText("VERIFIED");
    }

    @Test
    void onASmallScreenTheDelaysBeginWithTheNewestHour() {
        var page = agent.open("/delays?day=2026-03-05", 390, ColorScheme.LIGHT);
        page.locator("[aria-label='Heat map']").evaluate("map => map.scrollIntoView()");

        assertThat(page.locator(".heat thead time").last()).isInViewport();
        assertThat(page.locator(".heat tbody th").first()).isInViewport();
        assertThat(page.locator(".heat thead time").first()).not().isInViewport();
    }

    @Test
    void aHistoryThatIsBehindSaysSo() {
        var page = agent.open("/logins/l-eventful");
        assertThat(page.locator(".notice")).hasCount(0);

        backlog.isBehind("of a slow reader", Duration.ofSeconds(75));
        page.reload();
        assertThat(page.locator(".notice")).containsText("1 min 15 s");

        backlog.isNotBehind("of a slow reader");
        page.reload();
        assertThat(page.locator(".notice")).hasCount(0);
    }

    @Test
    void aLoginIsFollowedWhileItHappensUntilSomebodyPauses() {
        var login = new TestEvents("l-live", "acme", InstantSource.system().instant());
        publish(Topic.REQUESTS, login.requested());
        await().until(() -> get("/v1/logins/l-live", sally()).statusCode() == 200);

        var page = agent.open("/logins/l-live");
        assertThat(page.locator("[data-live]")).hasAttribute("data-live", "on");
        assertThat(page.locator(".fall .open")).hasCount(1);
        page.locator("#events > summary").click();
        publish(Topic.RECEIPTS, login.accepted());
        assertThat(page.locator("#events li")).hasCount(2);
        assertThat(page.locator("#events")).hasAttribute("open", "");

        page.keyboard().press("p");
        assertThat(page.locator("[data-live]")).containsText("Paused");
        publish(Topic.CHECKS, login.typed(CheckOutcome.VERIFIED, 9_000));
        await().until(() -> get("/v1/logins/l-live", sally()).body().contains("VERIFIED"));
        assertThat(page.locator("#events li")).hasCount(2);

        page.locator("[data-pause]").click();
        assertThat(page.locator(".verdict .code")).containsText("VERIFIED");
        assertThat(page.locator("#said")).containsText("Changed: ");
    }

    @Test
    void theKeyboardFindsOpensAndLeaves() {
        var page = agent.open("/?to=2026-03-05T12:00:00Z");

        page.keyboard().press("j");
        assertThat(page.locator(".hit").first()).isFocused();
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        assertThat(page.locator(".hit").nth(1)).isFocused();
        var second = page.locator(".hit").nth(1).getAttribute("href");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(Pattern.quote(second)));

        page.keyboard().press("/");
        assertThat(page.locator("#q")).isFocused();
        page.keyboard().type("jk?");
        assertThat(page.locator("#q")).hasValue("jk?");
        page.keyboard().press("Escape");
        assertThat(page.locator("#q")).not().isFocused();
        page.keyboard().press("?");
        assertThat(page.locator("#help")).isVisible();
        page.locator("#keys-on").uncheck();
        page.keyboard().press("Escape");
        assertThat(page.locator("#help")).not().isVisible();
        page.keyboard().press("?");
        assertThat(page.locator("#help")).not().isVisible();
    }

    @Test
    void filtersAreInTheAddressAndPagesFollowEachOther() {
        var page = agent.open("/");

        page.locator("#channel").selectOption("EMAIL");
        page.waitForURL(Pattern.compile("\\?channel=EMAIL$"));
        assertThat(page.locator(".hit").first()).containsText("email to");
        page.locator("#from").fill("2026-03-05T00:00");
        page.locator("#to").fill("2026-03-05T12:00");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .click();
        page.waitForURL(Pattern.compile("channel=EMAIL&from=2026-03-05T00%3A00&to=2026-03-05T12%3A00"));
        assertThat(page.locator(".hit")).hasCount(30);
        var newest = page.locator(".hit").first().getAttribute("href");
        page.locator("#older").click();
        assertThat(page.locator("#channel")).hasValue("EMAIL");
        assertThat(page.locator(".hit").first()).not().hasAttribute("href", newest);
    }

    @Test
    void timesAreShownInTheReadersOwnZoneOnDemand() {
        var page = agent.open("/logins/l-eventful");
        var clicked = page.locator(".about time");
        assertThat(clicked).hasText("2 March 2026, 10:00:00.000 UTC");

        page.keyboard().press("z");

        assertThat(clicked).containsText("15:30:00.000");
        assertThat(page.locator("[data-zone-name]").first()).hasText("Asia/Calcutta");
        page.reload();
        assertThat(clicked).containsText("15:30:00.000");
    }

    @Test
    void aCellOfTheHeatMapLeadsToTheLoginsBehindIt() {
        var page = agent.open("/delays?day=2026-03-05");

        assertThat(page.locator("#content")).containsText("The slowest hour began at 14:00 UTC");
        assertThat(page.locator(".figures").first()).containsText("carrier");
        Locator cell = page.getByRole(
                AriaRole.LINK,
                new Page.GetByRoleOptions().setName(Pattern.compile("2 of \\d+, no arrival, 14:00 UTC")));
        cell.click();

        assertThat(page.locator(".hit")).hasCount(2);
        assertThat(page.locator(".chip")).hasText("arrival after: no arrival");
        agent.go(page, "/delays?day=2026-03-05");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("SMS to Germany via sns"))
                .click();
        assertThat(page.locator(".chip").last()).hasText("country DE");
        assertThat(page.locator(".hit")).hasCount(30);
        assertThat(page.locator(".more")).containsText("There are more than these.");

        page.locator("#from").fill("");
        page.locator("#filters button").click();
        assertThat(page.locator("[role=alert]")).containsText("between From and Before");
        assertThat(page.locator(".chip")).hasCount(0);
    }

    @Test
    void theVerdictCanBeCopiedAndThePagePrinted() {
        var page = agent.open("/logins/l-eventful");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));

        page.locator("[data-copy='#verdict']").click();

        assertThat(page.locator("#said")).hasText("The verdict is copied.");
        assertThat(page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo(page.locator("#verdict").innerText());
        page.locator("[data-copy='#reply']").click();
        assertThat(page.locator("#said")).hasText("The reply is copied.");
        assertThat(page.evaluate("navigator.clipboard.readText()"))
                .isEqualTo(page.locator("#reply").innerText());
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator(".bar")).not().isVisible();
        assertThat(page.locator(".actions")).not().isVisible();
        assertThat(page.locator("#verdict")).isVisible();
        page.pdf(new Page.PdfOptions().setPath(Path.of("target", "screenshots", "login.pdf")));
    }

    @Test
    void onlyWhoMaySeeALoginMayFollowIt() {
        assertThat(get("/v1/logins/l-none/events", sally()).statusCode()).isEqualTo(404);
        assertThat(get("/v1/logins/l-eventful/events").statusCode()).isEqualTo(401);
    }

    private void publish(Topic topic, Object event) {
        try (var events = events();
                var producer = producer()) {
            producer.send(new ProducerRecord<>(
                            topic.topicName(), "k".getBytes(UTF_8), events.serialize(topic.topicName(), event)))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
