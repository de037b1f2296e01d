package ontime.directory;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Somebody in front of the browser that the machine has installed. */
final class Agent implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double PATIENCE_MS = 15_000;
    private static final Pattern ON_PURPOSE = Pattern.compile("Failed to load resource.* 4[0-9][0-9] .*");

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
        return open(profile(width, scheme, true), path);
    }

    /** The same without scripts. */
    Page withoutScripts(String path) {
        return open(profile(1280, ColorScheme.LIGHT, false), path);
    }

    private BrowserContext profile(int width, ColorScheme scheme, boolean scripts) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 844 : 900)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setJavaScriptEnabled(scripts)
                .setTimezoneId("Europe/London")
                .setLocale("en-GB"));
    }

    /** One more tab of the same browser. */
    Page tab(Page page, String path) {
        return open(page.context(), path);
    }

    private Page open(BrowserContext profile, String path) {
        var page = profile.newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !ON_PURPOSE.matcher(message.text()).matches()) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        go(page, path);
        return page;
    }

    /** A page of the console, after logging in on the way to it. */
    Page administrator(String path, int width, ColorScheme scheme) {
        var page = stranger(path, width, scheme);
        logIn(page, "ada", "open ada");
        assertThat(page.locator("#content")).isVisible();
        page.waitForLoadState();
        return page;
    }

    Page administrator(String path) {
        return administrator(path, 1280, ColorScheme.LIGHT);
    }

    void logIn(Page page, String name, String password) {
        page.locator("#username").fill(name);
        page.locator("#password").fill(password);
        button(page, "Log in").click();
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void go(Page page, String path) {
        page.navigate(path.startsWith("http") ? path : address.apply(path).toString());
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

    /** What the browser has complained about since it was last asked, for example a script that a page forbids. */
    List<String> complaints() {
        var all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
