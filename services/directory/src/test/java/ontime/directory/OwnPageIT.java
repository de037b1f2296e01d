package ontime.directory;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static ontime.directory.Agent.button;
import static ontime.directory.Agent.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import ontime.directory.crypto.Base32Reading;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user looks after their own ways to log in, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnPageIT {

    private final RunningDirectory directory = RunningDirectory.shared();
    private final Topics topics = Topics.shared();
    private final Agent agent = new Agent(directory::address);

    @AfterEach
    void theBrowserHadNothingToComplainAbout() {
        directory.clock().run();
        assertThat(agent.complaints()).as("errors in the browser's console").isEmpty();
    }

    @AfterAll
    void close() {
        agent.close();
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK", "320, LIGHT", "320, DARK"})
    void everyPageIsFitForEverybody(int width, ColorScheme scheme) {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        var page = agent.stranger("/me", width, scheme);
        agent.judge(page, "me-start", width, scheme);
        agent.go(page, invitation(user));
        assertThat(page.locator("h1")).hasText("Your ways to log in");
        assertThat(page.locator("#phone")).isVisible();
        agent.judge(page, "me", width, scheme);
        agent.go(page, "/me/contacts/email");
        agent.judge(page, "me-email", width, scheme);
        page.locator("#to").fill("ada@example.com");
        button(page, "Send me a code").click();
        assertThat(page.locator("#code")).isVisible();
        agent.judge(page, "me-proof", width, scheme);
        agent.go(page, "/me/methods/SMS/remove");
        agent.judge(page, "me-remove", width, scheme);
        agent.go(page, "/me/authenticator");
        agent.judge(page, "me-app", width, scheme);
        button(page, "I have the app").click();
        assertThat(page.locator(".qr svg")).isVisible();
        agent.judge(page, "me-app-code", width, scheme);
        agent.go(page, "/me/recovery-codes");
        agent.judge(page, "me-codes", width, scheme);
        button(page, "Show me the codes").click();
        assertThat(page.locator("#codes")).isVisible();
        agent.judge(page, "me-codes-shown", width, scheme);
        agent.go(page, longAgo(user));
        assertThat(page.locator("#again")).isVisible();
        agent.judge(page, "me-long-ago", width, scheme);
        agent.go(page, "/me/contacts/phone");
        agent.judge(page, "me-again", width, scheme);
        invitation(user);
        agent.go(page, "/me");
        agent.judge(page, "me-overtaken", width, scheme);
    }

    @Test
    void whoLoggedInLongAgoLooksAndChangesNothing() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        var page = agent.stranger(longAgo(user), 1280, ColorScheme.LIGHT);
        assertThat(page.locator("#again")).containsText("log in again");
        assertThat(page.locator("section[aria-labelledby=phone]")).containsText("0123");

        for (String change :
                List.of("/me/contacts/email", "/me/methods/SMS/remove", "/me/authenticator", "/me/recovery-codes")) {
            agent.go(page, change);
            assertThat(page.locator("h1")).hasText("Log in again first");
            assertThat(link(page, "Log in again")).hasAttribute("href", "https://login.example.com/again");
        }
    }

    @Test
    void aFormThatWaitedForTooLongChangesNothing() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        directory.clock().stop();
        var page = visitor(user);
        agent.go(page, "/me/methods/SMS/remove");
        directory.clock().advance(Duration.ofMinutes(16));
        button(page, "Yes, stop using it").click();

        assertThat(page.locator("h1")).hasText("Log in again first");
        Answer shown = directory.asAdmin("GET", "/v1/users/" + user, null);
        assertThat(shown.text("/methods/0")).isEqualTo("SMS");
    }

    @Test
    void whatWasBegunInTimeIsFinishedAfterIt() {
        String user = directory.newUser();
        directory.clock().stop();
        var page = visitor(user);
        directory.clock().advance(Duration.ofMinutes(14));
        link(page, "Add a phone number").click();
        page.locator("#to").fill("07700 900321");
        button(page, "Send me a code").click();
        directory.clock().advance(Duration.ofMinutes(2));
        page.locator("#code").fill("271828");
        button(page, "That is the code").click();

        assertThat(page.locator(".done")).containsText("The code was right");
    }

    @Test
    void aNewerLinkEndsAnOlderVisitWhichIsToldSo() {
        String user = directory.newUser();
        var older = visitor(user);
        var newer = visitor(user);

        agent.go(older, "/me");
        assertThat(older.locator("[role=alert]")).containsText("A newer link has ended your time here");
        agent.go(older, "/me/contacts/phone");
        assertThat(older.locator("[role=alert]")).containsText("A newer link has ended your time here");
        agent.go(newer, "/me");
        assertThat(newer.locator("main")).containsText("Account " + user);
    }

    @Test
    void anOwnNumberIsAddedProvedAndChangedAndTheOldOneIsTold() {
        String user = directory.newUser();
        var page = visitor(user);
        link(page, "Add a phone number").click();
        page.locator("#to").fill("12");
        button(page, "Send me a code").click();
        assertThat(page.locator("#mistake")).containsText("is not a phone number");
        page.locator("#to").fill("07700 900321");
        button(page, "Send me a code").click();
        assertThat(page.locator("#content")).containsText("code K7 to +44 •••• ••0321");
        page.locator("#code").fill("000000");
        button(page, "That is the code").click();
        assertThat(page.locator("#mistake")).containsText("This is not the code");
        page.locator("#code").fill("271828");
        button(page, "That is the code").click();
        assertThat(page.locator(".done")).containsText("The code was right");
        assertThat(page.locator("section[aria-labelledby=phone]")).containsText(Pattern.compile("0321\\s+on its way"));
        assertThat(page.locator("section[aria-labelledby=phone]")).not().containsText("in use");
        topics.tell(user, "issuer", ContactKind.PHONE, 1, FollowerState.APPLIED, Instant.now());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> directory
                        .asAdmin("GET", "/v1/users/" + user, null)
                        .body()
                        .at("/contacts/0/inForce")
                        .asBoolean());
        link(page, "Look again").click();
        assertThat(page.locator("section[aria-labelledby=phone]")).containsText("+44 •••• ••0321 in use");

        link(page, "Change the phone number").click();
        page.locator("#to").fill("07700 900322");
        button(page, "Send me a code").click();
        agent.go(page, "/me");
        assertThat(page.locator("section[aria-labelledby=phone]")).containsText("+44 •••• ••0321");
        link(page, "Enter the code for the phone number").click();
        page.locator("#code").fill("271828");
        button(page, "That is the code").click();
        assertThat(page.locator("section[aria-labelledby=phone]")).containsText("+44 •••• ••0322");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> directory.issuer().calls("/v1/notices").stream()
                        .anyMatch(call ->
                                call.text().contains(user) && call.text().contains("900321")));
    }

    @Test
    void anAppIsSetUpWithItsPictureAndKeyAndConfirmedByACode() throws InvalidKeyException {
        String user = directory.newUser();
        var page = visitor(user);
        link(page, "Set up an app").click();
        button(page, "I have the app").click();
        assertThat(page.locator(".qr svg")).isVisible();
        String key = page.locator("#key").innerText().replace(" ", "");
        page.locator("#code").fill("000000");
        button(page, "Use this app").click();
        assertThat(page.locator("#mistake")).containsText("not the code that the app shows");
        assertThat(page.locator("#key")).containsText(key.substring(0, 4));
        var app = new TimeBasedOneTimePasswordGenerator();
        Instant now = directory.clock().instant();
        page.locator("#code")
                .fill(app.generateOneTimePasswordString(new SecretKeySpec(Base32Reading.decode(key), "RAW"), now));
        button(page, "Use this app").click();

        assertThat(page.locator(".done")).containsText("authenticator app is set up");
        assertThat(page.locator("section[aria-labelledby=app]")).containsText("set up since");
        assertThat(Tables.dump(RunningDirectory.SCHEMA)).doesNotContain(key);
    }

    @Test
    void anAppThatSomebodyElseBeganToSetUpIsNotShown() {
        String user = directory.newUser();
        directory.asService("POST", "/v1/users/" + user + "/authenticator", null);
        var page = visitor(user);

        link(page, "Set up an app").click();

        assertThat(button(page, "I have the app")).isVisible();
        assertThat(page.locator("#key")).hasCount(0);
        button(page, "I have the app").click();
        assertThat(page.locator("#key")).isVisible();
        // And when they begin again meanwhile, a code of theirs is none of this page's.
        directory.asService("POST", "/v1/users/" + user + "/authenticator", null);
        page.locator("#code").fill("123456");
        button(page, "Use this app").click();
        assertThat(page.locator("#key")).hasCount(0);
    }

    @Test
    void recoveryCodesAreShownOnceAndNeverAgain() {
        String user = directory.newUser();
        var page = visitor(user);
        link(page, "Make recovery codes").click();
        button(page, "Show me the codes").click();
        String[] codes = page.locator("#codes").innerText().strip().split("\\s+", -1);
        assertThat(codes).hasSize(10);
        page.context().grantPermissions(java.util.List.of("clipboard-read", "clipboard-write"));
        button(page, "Copy").click();
        assertThat(page.locator("#said")).hasText("The codes are copied.");
        link(page, "I have kept them").click();

        assertThat(page.locator("section[aria-labelledby=recovery]")).containsText("10 of 10 left");
        agent.go(page, "/me/recovery-codes");
        assertThat(page.locator("#codes")).hasCount(0);
        assertThat(directory
                        .asService(
                                "POST",
                                "/v1/users/" + user + "/recovery-codes/check",
                                "{\"code\": \"" + codes[3] + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theLastWayToLogInStaysWhereTwoStepLoginIsRequiredAndThePageSaysWhy() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        require(true);
        try {
            var page = visitor(user);
            link(page, "Stop codes by SMS").click();
            button(page, "Yes, stop using it").click();
            assertThat(page.locator("#mistake")).containsText("your last way to log in");
            Answer byApi = directory.asService("DELETE", "/v1/users/" + user + "/methods/SMS", null);
            assertThat(byApi.status()).isEqualTo(409);
            assertThat(byApi.text("/type")).isEqualTo("last-method");

            directory.vouch(user, "\"email\": \"ada@example.com\"");
            agent.go(page, "/me/methods/SMS/remove");
            button(page, "Yes, stop using it").click();
            assertThat(page.locator(".done")).hasText("Removed.");
            assertThat(page.locator("section[aria-labelledby=phone]")).containsText("not in use");
        } finally {
            require(false);
        }
    }

    private void require(boolean twoSteps) {
        Answer now = directory.asAdmin("GET", "/v1/settings", null);
        Answer changed = directory.asAdmin(
                "PUT",
                "/v1/settings",
                "{\"twoStepRequired\": " + twoSteps + ", \"reason\": \"a test\"}",
                "If-Match",
                now.header("ETag"));
        assertThat(changed.status()).isEqualTo(200);
    }

    @Test
    void aLinkThatWasUsedOrIsTooOldSaysSoAndHowToGetANewOne() {
        String user = directory.newUser();
        String used = invitation(user);
        agent.go(agent.stranger("/me", 1280, ColorScheme.LIGHT), used);
        var page = agent.stranger(used, 1280, ColorScheme.LIGHT);
        assertThat(page.locator("[role=alert]")).containsText("This link does not work any more");
        assertThat(page.locator("main")).containsText("How to get a new link");
        assertThat(page).hasURL(Pattern.compile("/me/start$"));

        directory.clock().stop();
        String old = invitation(user);
        directory.clock().advance(Duration.ofMinutes(11));
        agent.go(page, old);
        assertThat(page.locator("[role=alert]")).containsText("is too old");
    }

    @Test
    void aVisitIsShortAndEndsWhenItsOwnerLeaves() {
        String user = directory.newUser();
        directory.clock().stop();
        var page = visitor(user);
        directory.clock().advance(Duration.ofMinutes(20));
        agent.go(page, "/me/contacts/phone");
        assertThat(page.locator("[role=alert]")).containsText("Your time here is over");
        directory.clock().run();

        var other = visitor(user);
        button(other, "Leave").click();
        assertThat(other.locator("h1")).hasText("You have left");
        agent.go(other, "/me");
        assertThat(other.locator("h2").first()).hasText("How to get a new link");
    }

    @Test
    void whoHasAnotherTabOpenIsToldThatTheNumberChangedMeanwhile() {
        String user = directory.newUser();
        var slow = visitor(user);
        agent.go(slow, "/me/contacts/phone");
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        slow.locator("#to").fill("07700 900124");
        button(slow, "Send me a code").click();

        assertThat(slow.locator("#mistake")).containsText("Somebody else changed this");
        assertThat(slow.locator("#content")).containsText("+44 •••• ••0123");
    }

    @Test
    void nobodySeesTheChangesOfSomebodyElseNorTheConsole() {
        String user = directory.newUser();
        Answer asked = directory.asService(
                "POST",
                "/v1/users/" + directory.newUser() + "/contacts",
                "{\"phone\": \"07700 900123\"}",
                "If-Match",
                "\"0\"");
        var page = visitor(user);
        agent.go(page, "/me/changes/" + asked.text("/changeId"));
        assertThat(page.locator("#mistake")).containsText("not known");
        agent.go(page, "/");
        assertThat(page.locator("#username")).isVisible();
    }

    @Test
    void withoutScriptsTheLinkIsPasted() {
        String user = directory.newUser();
        String own = invitation(user);
        var page = agent.withoutScripts(own);
        page.locator("#link").fill(own);
        button(page, "Go on").click();

        assertThat(page.locator("main")).containsText("Account " + user);
        link(page, "Add an email address").click();
        page.locator("#to").fill("ada@example.com");
        button(page, "Send me a code").click();
        page.locator("#code").fill("271828");
        button(page, "That is the code").click();
        assertThat(page.locator("section[aria-labelledby=email]")).containsText("on its way");
    }

    private Page visitor(String user) {
        var page = agent.stranger(invitation(user), 1280, ColorScheme.LIGHT);
        assertThat(page.locator("main")).containsText("Account " + user);
        return page;
    }

    /** For somebody whose session has been open for hours. */
    private String longAgo(String user) {
        return invitation(
                user, "{\"loggedInAt\": \"" + directory.clock().instant().minus(Duration.ofHours(3)) + "\"}");
    }

    private String invitation(String user) {
        return invitation(user, null);
    }

    /** As the auth service gets it, on the address of this test. */
    private String invitation(String user, @Nullable String body) {
        Answer made = directory.asService("POST", "/v1/users/" + user + "/self-service", body);
        assertThat(made.status()).isEqualTo(201);
        return directory.address("/me") + made.text("/url").replaceFirst("[^#]*", "");
    }
}
