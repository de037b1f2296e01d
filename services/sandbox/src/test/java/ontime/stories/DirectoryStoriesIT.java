package ontime.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static ontime.stories.Desk.button;
import static ontime.stories.Desk.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.spec.SecretKeySpec;
import ontime.sandbox.portal.Chromium;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Stories S5, S6, S7, S9, S10 and S11 of the product, on the running product: whose number it is, and who knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryStoriesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningProduct product = SharedProduct.get();
    private final AuthService auth = new AuthService(product);
    private final Chromium chromium = new Chromium();
    private final Desk desk = new Desk(product, chromium);

    @AfterAll
    void close() {
        chromium.close();
    }

    /** S5: the number is typed as people write it, where it is kept. */
    @Test
    void aNumberIsUnderstoodAsItIsTypedAndALandlineIsRefusedThere() {
        desk.newUser("story-d5");
        Page page = desk.console("/users/story-d5");
        desk.changePhone(page, "story-d5", "020 7946 0018");
        assertThat(page.locator("#mistake")).isVisible();

        desk.changePhone(page, "story-d5", "(07700) 900-605");
        assertThat(page.locator(".contact .title-row .badge")).hasText("in force");

        JsonNode challenge = auth.login("{\"userId\": \"story-d5\"}");
        String code = AuthService.codeIn(
                auth.awaitMessage("+447700900605", challenge.get("reference").asString()));
        assertThat(auth.check(challenge, code).get("outcome").asString()).isEqualTo("VERIFIED");
    }

    /** S6: the number was changed, and a code went to the old one. */
    @Test
    void aCodeThatWentToTheOldNumberIsExplainedAndTheNextOneGoesToTheNewOne() {
        desk.userWithPhone("story-d6", "07700 900606");
        JsonNode first = auth.login("{\"userId\": \"story-d6\"}");
        auth.awaitMessage("+447700900606", first.get("reference").asString());
        Page page = desk.console("/users/story-d6");

        desk.changePhone(page, "story-d6", "07700 900607");
        assertThat(page.locator(".contact .title-row .badge")).hasText("in force");
        assertThat(page.locator(".followers")).containsText("issuer applied");

        Awaitility.await("the old number is told")
                .atMost(PATIENCE)
                .until(() -> auth.messages("+447700900606").size() == 2);
        JsonNode verdict = auth.awaitVerdict(first.get("loginId").asString(), "SENT_TO_OLD_DESTINATION");
        assertThat(verdict.at("/verdict/text").asString())
                .contains("+44 •••• ••0606", "+44 •••• ••0607", "in force at the issuer");
        JsonNode second = auth.login("{\"userId\": \"story-d6\"}");
        String code = AuthService.codeIn(
                auth.awaitMessage("+447700900607", second.get("reference").asString()));
        assertThat(auth.check(second, code).get("outcome").asString()).isEqualTo("VERIFIED");
        JsonNode login = auth.awaitVerdict(second.get("loginId").asString(), "VERIFIED");
        assertThat(login.at("/challenges/0/deliveries/0/contactVersion").asLong())
                .isEqualTo(2);
        link(page, "Every version of the phone number");
        assertThat(page.locator(".contact")).hasCount(2);
    }

    /** S7: the phone is gone. */
    @Test
    void whoHasLostThePhoneIsHelpedWithAReasonThatIsKept() {
        desk.userWithPhone("story-d7", "07700 900608");
        Page page = desk.console("/users/story-d7");
        link(page, "Remove all ways to log in");
        page.locator("#reason").fill("lost the phone, showed a passport");
        button(page, "Remove all");
        assertThat(page.locator("#content")).containsText("Has to register anew.");
        link(page, "End all sessions");
        page.locator("#reason").fill("the phone was unlocked");
        button(page, "End them");
        assertThat(page.locator(".done")).containsText("told to end");

        Awaitility.await("no code for a phone that is gone")
                .atMost(PATIENCE)
                .until(() -> refused("story-d7").body().contains("enrolment-required"));
        desk.changePhone(page, "story-d7", "07700 900609");
        assertThat(page.locator(".contact .title-row .badge")).hasText("in force");
        JsonNode challenge = auth.login("{\"userId\": \"story-d7\"}");
        auth.awaitMessage("+447700900609", challenge.get("reference").asString());
        assertThat(desk.audit("story-d7"))
                .contains("METHODS_RESET", "lost the phone, showed a passport", "SESSIONS_REVOKED");
    }

    /** S9: an authenticator app. */
    @Test
    void anAppIsSetUpByItsUserUsedAtALoginAndRemoved() throws InvalidKeyException {
        desk.newUser("story-d9");
        Page page = desk.visit("story-d9");
        link(page, "Set up an app");
        button(page, "I have the app");
        assertThat(page.locator(".qr svg")).isVisible();
        String key = page.locator("#key").innerText().replace(" ", "");
        // The step before counts, too; so that the present one is left for the login.
        page.locator("#code").fill(appCode(key, InstantSource.system().instant().minusSeconds(30)));
        button(page, "Use this app");
        assertThat(page.locator(".done")).containsText("authenticator app is set up");

        JsonNode challenge = AuthService.json(Awaitility.await("the issuer knows the app")
                .atMost(PATIENCE)
                .until(() -> auth.post("/v1/challenges", app()), answer -> answer.statusCode() == 201));
        String code = appCode(key, InstantSource.system().instant());
        assertThat(auth.check(challenge, code).get("outcome").asString()).isEqualTo("VERIFIED");
        auth.awaitVerdict(challenge.get("loginId").asString(), "VERIFIED");

        Page console = desk.console("/users/story-d9");
        link(console, "Remove: authenticator app");
        console.locator("#reason").fill("a new phone");
        button(console, "Remove it");
        assertThat(console.locator(".done")).isVisible();
        Awaitility.await("the app is not taken any more")
                .atMost(PATIENCE)
                .until(() -> auth.post("/v1/challenges", app()).body().contains("NO_AUTHENTICATOR"));
    }

    private static String app() {
        return "{\"userId\": \"story-d9\", \"channel\": \"TOTP\"}";
    }

    private static String appCode(String key, Instant at) throws InvalidKeyException {
        return new TimeBasedOneTimePasswordGenerator()
                .generateOneTimePasswordString(new SecretKeySpec(base32(key), "RAW"), at);
    }

    /** RFC 4648, without padding. */
    private static byte[] base32(String text) {
        var bytes = new ByteArrayOutputStream();
        int bits = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            bits = bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(i));
            count += 5;
            if (count >= 8) {
                count -= 8;
                bytes.write(bits >> count);
            }
        }
        return bytes.toByteArray();
    }

    /** S10: the whole account requires two-step login. */
    @Test
    void whereTwoStepLoginIsRequiredWhoHasNoWayIsToldToSetOneUp() {
        desk.newUser("story-d10");
        Page page = desk.console("/settings");
        settings(page, true);
        try {
            Awaitility.await("the issuer keeps to it")
                    .atMost(PATIENCE)
                    .until(() -> refused("story-d10").body().contains("enrolment-required"));
            assertThat(refused("story-d10").statusCode()).isEqualTo(409);

            Page own = desk.visit("story-d10");
            assertThat(own.locator(".notice")).containsText("Two-step login is required here");
        } finally {
            page.navigate(product.setting("DIRECTORY_URL") + "/settings");
            settings(page, false);
        }
    }

    private void settings(Page page, boolean required) {
        page.locator("#required").setChecked(required);
        page.locator("#reason").fill("the board wants it");
        button(page, "Save");
        assertThat(page.locator(".done")).containsText("Saved.");
    }

    private HttpResponse<String> refused(String user) {
        return auth.post("/v1/challenges", "{\"userId\": \"" + user + "\"}");
    }

    /** S11: a new number must be proved. */
    @Test
    void aNewNumberTakesEffectWhenItsCodeIsEnteredAndNotBefore() {
        desk.userWithPhone("story-d11", "07700 900610");
        Page page = desk.visit("story-d11");
        link(page, "Change the phone number");
        page.locator("#to").fill("07700 900611");
        button(page, "Send me a code");
        assertThat(page.locator("#content")).containsText("+44 •••• ••0611");
        assertThat(desk.user("story-d11").at("/contacts/0/destination").asString())
                .isEqualTo("+44 •••• ••0610");

        JsonNode message = Awaitility.await("the code at the new number")
                .atMost(PATIENCE)
                .until(() -> auth.messages("+447700900611"), some -> !some.isEmpty())
                .getLast();
        page.locator("#code").fill(AuthService.codeIn(message));
        button(page, "That is the code");
        assertThat(page.locator("section[aria-labelledby=phone]")).containsText("+44 •••• ••0611");

        desk.awaitInForce("story-d11");
        assertThat(desk.user("story-d11").at("/contacts/0/verified").asBoolean())
                .isTrue();
        JsonNode challenge = auth.login("{\"userId\": \"story-d11\"}");
        auth.awaitMessage("+447700900611", challenge.get("reference").asString());
    }
}
