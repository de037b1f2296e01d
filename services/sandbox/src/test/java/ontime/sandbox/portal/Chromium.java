package ontime.sandbox.portal;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The browser that the machine has installed, without a window. Every page starts with a fresh profile. */
public final class Chromium implements AutoCloseable {

    private static final double PATIENCE_MS = 10_000;

    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
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

    public Page page(int width, int height, ColorScheme scheme) {
        Page page = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        // Still pictures, and no waiting for things that move.
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setLocale("en-GB"))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MS);
        return page;
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Path installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium: install the package chromium"));
    }
}
