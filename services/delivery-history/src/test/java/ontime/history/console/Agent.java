package ontime.history.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/** A support agent in front of the browser that the machine has installed. */
final class Agent implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double PATIENCE_MS = 10_000;

    private final Playwright playwright;
    private final Browser browser;
    private final Function<String, URI> address;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Agent(Function<String, URI> address) {
        this.address = address;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(installed())
                        // Chromium refuses its own sandbox to root, which is who runs a build in a container.
                        .setArgs(
                                List.of("--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage")));
    }

    private static Path installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium: install the package chromium"));
    }

    /** A fresh browser, with nobody logged in. */
    Page stranger(String path, int width, ColorScheme scheme) {
        var page = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, width < 500 ? 844 : 900)
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setTimezoneId("Asia/Kolkata")
                        .setLocale("en-GB"))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onConsoleMessage(message -> {
            // A page that is not there, or whose name is none, is asked for on purpose.
            if (message.type().equals("error") && !message.text().matches("Failed to load resource.* 40[04] .*")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(address.apply(path).toString());
        return page;
    }

    /** A page, after logging in on the way to it. */
    Page open(String path, int width, ColorScheme scheme) {
        return open(path, "sally", "open sesame", width, scheme);
    }

    /** The same as somebody else. */
    Page open(String path, String name, String password, int width, ColorScheme scheme) {
        var page = stranger(path, width, scheme);
        page.locator("#username").fill(name);
        page.locator("#password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page.locator("#content")).isVisible();
        // Scripts run when the page has been read; a key that is pressed before would be lost.
        page.waitForLoadState();
        return page;
    }

    Page open(String path) {
        return open(path, 1280, ColorScheme.LIGHT);
    }

    void go(Page page, String path) {
        page.navigate(address.apply(path).toString());
    }

    /** Keeps a picture of a page, and judges whether everybody can use it. */
    void judge(Page page, String name, int width, ColorScheme scheme) {
        var file = "%s-%d-%s.png".formatted(name, width, scheme.name().toLowerCase(Locale.ROOT));
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(file)));
        assertThat(new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                        .analyze()
                        .getViolations())
                .as("%s, %d px, %s", name, width, scheme)
                .extracting(Rule::toString)
                .isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("%s: nothing sticks out sideways", name)
                .isLessThanOrEqualTo(width);
    }

    /** What the browser has complained about, for example a script that the policy of the page forbids. */
    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
