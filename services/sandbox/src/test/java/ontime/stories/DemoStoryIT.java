package ontime.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import ontime.sandbox.portal.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A newcomer plays with the demo page, on the real product, and follows a login into the support console. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoStoryIT {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final RunningProduct product = SharedProduct.get();
    private final Chromium chromium = new Chromium();

    @AfterAll
    void close() {
        chromium.close();
    }

    @Test
    void aNewcomerLogsInTypesTheCodeAndSeesInTheHistoryWhereTheTimeWent() {
        Page page = demo(1280, ColorScheme.LIGHT);
        page.locator("#code").fill(logInAndReadTheCode(page));
        button(page, "Check").click();
        assertThat(page.locator("#outcome")).containsText("You are logged in.");

        Page history = followToHistory(page);
        assertThat(history.locator(".verdict .code")).containsText("VERIFIED");
        for (String stage : List.of("issue", "queue", "hold", "provider", "person")) {
            assertThat(history.locator(".fall")).containsText(stage);
        }
    }

    @Test
    void whoClicksTwiceAndTypesTheFirstCodeIsToldOnThePageAndInTheHistory() {
        Page page = demo(1280, ColorScheme.LIGHT);
        String first = logInAndReadTheCode(page);
        button(page, "No code yet? Log in again").click();
        assertThat(page.locator("#logins li")).hasCount(2);
        page.locator("#code").fill(first);
        button(page, "Check").click();

        assertThat(page.locator("#outcome")).containsText("replaced by a newer one");
        assertThat(followToHistory(page).locator(".verdict .code")).containsText("SUPERSEDED_CODE_ENTERED");
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "320, LIGHT", "390, DARK"})
    void theConsoleIsFitForEverybody(int width, ColorScheme scheme) {
        Page page = demo(width, scheme);
        page.locator("#code").fill(logInAndReadTheCode(page));
        button(page, "Check").click();
        assertThat(page.locator("#outcome")).containsText("You are logged in.");
        Page login = followToHistory(page);
        assertThat(login.locator(".verdict .code")).containsText("VERIFIED");
        judge(login, "console-login", width, scheme);
        login.navigate(product.setting("HISTORY_URL") + "/");
        judge(login, "console-search", width, scheme);
    }

    private static void judge(Page page, String name, int width, ColorScheme scheme) {
        String file = "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(file)));
        assertThat(new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations())
                .extracting(Rule::toString)
                .isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("nothing sticks out sideways")
                .isLessThanOrEqualTo(width);
    }

    private Page demo(int width, ColorScheme scheme) {
        Page page = chromium.page(width, 900, scheme);
        page.navigate(product.setting("SANDBOX_URL") + "/");
        assertThat(page.locator("#weather")).not().isEmpty();
        return page;
    }

    private static String logInAndReadTheCode(Page page) {
        button(page, "Be somebody else").click();
        button(page, "Log in").click();
        String reference = page.locator("#sent-line .ref").innerText();
        String number =
                page.locator("#phone").inputValue().replaceAll("\\s", "").replaceFirst("^0", "+44");
        // The phone shows every number's messages, and there are fewer references than messages.
        return page.locator("#texts .text")
                .filter(new Locator.FilterOptions().setHasText(number))
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\b" + reference + "\\b")))
                .first()
                .locator(".use")
                .innerText()
                .replaceAll("\\D", "");
    }

    private Page followToHistory(Page page) {
        Locator link = page.locator("#logins li").first().getByText("What happened?");
        Page history = page.context().newPage();
        history.navigate(link.getAttribute("href"));
        history.locator("#username").fill(product.setting("SUPPORT_USER"));
        history.locator("#password").fill(product.setting("SUPPORT_PASSWORD"));
        button(history, "Log in").click();
        assertThat(history.locator("#verdict")).not().isEmpty();
        return history;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
