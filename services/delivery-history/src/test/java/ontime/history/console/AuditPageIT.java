package ontime.history.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import ontime.history.HistoryIntegration;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A lead reads in a real browser who has looked at what. */
class AuditPageIT extends HistoryIntegration {

    @Autowired
    private FactLog log;

    private final Agent agent = new Agent(this::address);

    @BeforeAll
    void somebodyLookedAround() {
        log.add(LoginStory.login("audited").requested(0.1).accepted(0.2, 0.3).facts());
        get("/v1/logins?phone=07700900123", sally());
        get("/v1/logins?q=482913", sally());
        get("/v1/logins/l-audited/export", sally());
        for (var time = 0; time < 60; time++) {
            get("/v1/logins/l-audited", "Cookie", session());
        }
        get("/v1/logins/l-unheard-of", sally());
    }

    private String session = "";

    private String session() {
        if (session.isEmpty()) {
            session = logIn("sally", "open sesame");
        }
        return session;
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
    void thePageIsFitForEverybody(int width, ColorScheme scheme) {
        var page = open("/audit", width, scheme);
        agent.judge(page, "audit", width, scheme);
        agent.go(page, "/audit?actor=nobody&action=LOST");
        agent.judge(page, "audit-empty", width, scheme);
    }

    @Test
    void filtersAreInTheAddressAndPagesFollowEachOther() {
        var page = open("/audit", 1280, ColorScheme.LIGHT);

        page.locator("#actor").fill("sally");
        page.locator("#action").selectOption("LOOKED_UP");
        page.locator("#subject").fill("l-audited");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .click();
        page.waitForURL(Pattern.compile("actor=sally&action=LOOKED_UP&subject=l-audited"));
        assertThat(page.locator(".audit li")).hasCount(50);
        var newest = page.locator(".audit li").first().getAttribute("id");
        page.locator("#older").click();
        page.waitForURL(Pattern.compile("cursor="));
        assertThat(page.locator("#actor")).hasValue("sally");
        assertThat(page.locator(".audit li").first()).not().hasAttribute("id", newest);
        page.locator(".audit li a").first().click();
        page.waitForURL(Pattern.compile("/logins/l-audited$"));
    }

    @Test
    void whatWasTypedIsMaskedAndAFilterThatIsNotUnderstoodIsSaid() {
        var page = open("/audit?actor=sally", 1280, ColorScheme.LIGHT);

        assertThat(page.locator(".audit").first()).not().containsText("482913");
        agent.go(page, "/audit?action=LOST");
        assertThat(page.locator(".notice")).containsText("What is not understood");
    }

    private Page open(String path, int width, ColorScheme scheme) {
        var page = agent.stranger(path, width, scheme);
        page.locator("#username").fill("lena");
        page.locator("#password").fill("open lead");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Log in").setExact(true))
                .click();
        assertThat(page.locator("#content")).isVisible();
        return page;
    }
}
