package ontime.sandbox.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import ontime.sandbox.inbox.Channel;
import ontime.sandbox.inbox.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The demo page in a real browser. It plays against a sandbox of its own with a fake issuer;
 * {@code -Dontime.page=http://localhost:8090} points it at one that runs with the real services.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoPageIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final @Nullable String elsewhere = System.getProperty("ontime.page");
    private final @Nullable RunningSandbox sandbox = elsewhere == null ? new RunningSandbox() : null;
    private final Chromium chromium = new Chromium();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @AfterEach
    void theBrowserHadNothingToComplainAbout() {
        if (sandbox != null) {
            sandbox.mend();
        }
        assertThat(complaints).as("errors in the browser's console").isEmpty();
    }

    @AfterAll
    void close() {
        chromium.close();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @Test
    void aPersonLogsInReadsTheCodeOnThePhoneAndTypesIt() {
        Page page = open(1280, 900, ColorScheme.LIGHT);

        String code = logInAndReadTheCode(page);
        page.locator("#code").fill(code);
        button(page, "Check").click();

        assertThat(page.locator("#outcome")).containsText("You are logged in.");
        assertThat(page.locator("#logins li").first()).containsText(Pattern.compile("Logged in\\. Arrived after \\d"));

        button(page, "Check").click();
        assertThat(page.locator("#outcome")).containsText("already been used");
    }

    @Test
    void theCodeCanBeTakenOverWithOneTap() {
        Page page = open(390, 844, ColorScheme.LIGHT);

        String code = logInAndReadTheCode(page);
        page.locator("#texts .use").first().click();

        assertThat(page.locator("#code")).hasValue(code);
        assertThat(page.locator("#code")).isFocused();
    }

    @Test
    void aCodeByEmailArrivesInTheMailbox() {
        Page page = open(1280, 900, ColorScheme.LIGHT);

        button(page, "Be somebody else").click();
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Email"))
                .check();
        button(page, "Log in").click();

        String mailbox = page.locator("#email").inputValue();
        assertThat(page.locator("#mails .mail").first()).containsText("to " + mailbox);
        assertThat(page.locator("#sent-line")).containsText("by email");
    }

    @Test
    void whoTypesTheFirstOfTwoCodesIsToldWhichOneToUse() {
        Page page = open(1280, 900, ColorScheme.LIGHT);

        String first = logInAndReadTheCode(page);
        button(page, "No code yet? Log in again").click();
        assertThat(page.locator("#logins li")).hasCount(2);
        page.locator("#code").fill(first);
        button(page, "Check").click();

        String reference = page.locator("#sent-line .ref").innerText();
        assertThat(page.locator("#outcome")).containsText("replaced by a newer one");
        assertThat(page.locator("#outcome")).containsText("Use code " + reference);
    }

    @Test
    void theNewestCodeInTheOlderTabLogsInAtTheNewerLogin() {
        Page older = open(1280, 900, ColorScheme.LIGHT);
        logInAndReadTheCode(older);
        Page newer = older.context().newPage();
        newer.navigate(older.url());
        for (String field : List.of("#user", "#phone", "#email")) {
            newer.locator(field).fill(older.locator(field).inputValue());
        }
        String code = logInAgainAndReadTheCode(newer);
        String reference = newer.locator("#sent-line .ref").innerText();

        older.locator("#code").fill(code);
        button(older, "Check").click();

        assertThat(older.locator("#outcome")).containsText("You are logged in.");
        assertThat(older.locator("#outcome")).containsText("it is that of code " + reference + " now");
        assertThat(older.locator("#logins li")).hasCount(2);
        assertThat(older.locator("#sent-line .ref")).hasText(reference);
    }

    @Test
    void aLoginThatAnotherBrowserBeganIsNotGoneOverTo() {
        Page older = open(1280, 900, ColorScheme.LIGHT);
        logInAndReadTheCode(older);
        Page stranger = open(1280, 900, ColorScheme.LIGHT);
        for (String field : List.of("#user", "#phone", "#email")) {
            stranger.locator(field).fill(older.locator(field).inputValue());
        }
        String code = logInAgainAndReadTheCode(stranger);

        older.locator("#code").fill(code);
        button(older, "Check").click();

        assertThat(older.locator("#outcome")).containsText("replaced by a newer one");
        assertThat(older.locator("#logins li")).hasCount(1);
    }

    @Test
    void lettersInTheFieldOfTheCodeAreAnsweredInWords() {
        Page page = open(1280, 900, ColorScheme.LIGHT);
        logInAndReadTheCode(page);

        page.locator("#code").fill("hello");
        complaintsAreExpected(() -> {
            button(page, "Check").click();
            assertThat(page.locator("#outcome")).containsText("That is no code.");
        });
    }

    @Test
    void aWrongCodeIsToldWithTheTriesThatAreLeft() {
        Page page = open(1280, 900, ColorScheme.LIGHT);

        logInAndReadTheCode(page);
        page.locator("#code").fill("000000");
        page.locator("#code").press("Enter");

        assertThat(page.locator("#outcome")).containsText("4 more tries");
    }

    @Test
    void theIssuersRefusalIsToldInWords() {
        Page page = open(1280, 900, ColorScheme.LIGHT);

        button(page, "Be somebody else").click();
        for (int login = 1; login <= 5; login++) {
            button(page, "Log in").click();
            assertThat(page.locator("#logins li")).hasCount(login);
        }
        complaintsAreExpected(() -> {
            button(page, "Log in").click();
            assertThat(page.locator("#login-problem")).containsText("Too many codes for this person.");
        });

        button(page, "Be somebody else").click();
        assertThat(page.locator("#login-problem")).isEmpty();
    }

    @Test
    void aLoginLinksToItsHistory() {
        Page page = open(1280, 900, ColorScheme.LIGHT);

        logInAndReadTheCode(page);

        assertThat(page.locator("#logins a").first())
                .hasAttribute("href", Pattern.compile("http://.+/logins/[A-Za-z0-9-]+"));
    }

    @Test
    void aKnobIsTurnedByKeyboardAndTheNetworkFollows() {
        Page page = open(1280, 900, ColorScheme.LIGHT);

        Locator loss = page.getByLabel("Lost on the way").first();
        loss.focus();
        loss.press("End");

        assertThat(page.locator("#weather")).containsText("Phone network: loses 100 %");
        assertThat(loss).hasAttribute("aria-valuetext", "100 %");
        button(page, "Mend everything").click();
        assertThat(page.locator("#weather")).hasText("Everything works");
        assertThat(loss).hasAttribute("aria-valuetext", "none");
    }

    @Test
    void aLostMessageIsSeenToBeMissing() {
        Page page = open(1280, 900, ColorScheme.LIGHT);

        button(page, "Lose messages").click();
        assertThat(page.locator("#weather")).containsText("loses 100 %");
        button(page, "Be somebody else").click();
        button(page, "Log in").click();

        assertThat(page.locator("#logins li").first()).containsText(Pattern.compile("Not here after \\d+ s"));
    }

    @Test
    void aMessageFullOfMarkupIsShownAsText() {
        RunningSandbox own = ownSandbox();
        Page page = open(1280, 900, ColorScheme.LIGHT);
        String hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";

        own.receive(new Message(Channel.SMS, "+447700900999", hostile, null, hostile, Instant.now()));

        assertThat(page.locator("#texts .body").first()).hasText(hostile);
        assertThat(page.locator("#texts img, #texts script")).hasCount(0);
    }

    @Test
    void theApiKeyIsShownToTheIssuerAndNeverToTheBrowser() {
        RunningSandbox own = ownSandbox();
        Page page = open(1280, 900, ColorScheme.LIGHT);
        List<String> answers = new CopyOnWriteArrayList<>();
        page.onRequestFinished(request -> {
            if (!request.url().endsWith("/portal/messages")) {
                answers.add(request.allHeaders() + request.response().text());
            }
        });

        logInAndReadTheCode(page);

        assertThat(own.issuer().lastAuthorization()).isEqualTo("Bearer " + RunningSandbox.API_KEY);
        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.contains(RunningSandbox.API_KEY));
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "800, LIGHT", "390, LIGHT", "390, DARK", "320, LIGHT"})
    void thePageIsFitForEverybody(int width, ColorScheme scheme) {
        Page page = open(width, 900, scheme);
        logInAndReadTheCode(page);
        page.locator("#code").fill("000000");
        button(page, "Check").click();
        assertThat(page.locator("#outcome")).not().isEmpty();
        button(page, "Slow the network").click();
        page.getByText("The same from a terminal").click();

        String name = "demo-%d-%s.png".formatted(width, scheme.name().toLowerCase(Locale.ROOT));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name)));

        assertThat(new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                        .analyze()
                        .getViolations())
                .extracting(Rule::toString)
                .isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("nothing sticks out sideways")
                .isLessThanOrEqualTo(width);
    }

    private Page open(int width, int height, ColorScheme scheme) {
        Page page = chromium.page(width, height, scheme);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(
                sandbox == null ? String.valueOf(elsewhere) : sandbox.url().toString());
        assertThat(page.locator("#weather")).not().isEmpty();
        return page;
    }

    private static String logInAndReadTheCode(Page page) {
        button(page, "Be somebody else").click();
        return logInAgainAndReadTheCode(page);
    }

    private static String logInAgainAndReadTheCode(Page page) {
        button(page, "Log in").click();
        String reference = page.locator("#sent-line .ref").innerText();
        Locator text = page.locator("#texts .text")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\b" + reference + "\\b")))
                .first();
        return text.locator(".use").innerText().replaceAll("\\D", "");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A refused request is an error in the browser's console, too. */
    private void complaintsAreExpected(Runnable action) {
        action.run();
        assertThat(complaints).isNotEmpty();
        complaints.clear();
    }

    private RunningSandbox ownSandbox() {
        Assumptions.assumeTrue(sandbox != null, "needs a sandbox of its own");
        if (sandbox == null) {
            throw new IllegalStateException("unreachable");
        }
        return sandbox;
    }
}
