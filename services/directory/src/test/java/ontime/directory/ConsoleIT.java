package ontime.directory;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static ontime.directory.Agent.button;
import static ontime.directory.Agent.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.events.MethodsReset;
import ontime.events.SessionsRevoked;
import ontime.events.UserErased;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An administrator at work, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private final RunningDirectory directory = RunningDirectory.shared();
    private final Topics topics = Topics.shared();
    private final Agent agent = new Agent(directory::address);

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
        String user = userWithEverything();
        var page = agent.stranger("/", width, scheme);
        agent.judge(page, "welcome", width, scheme);
        agent.logIn(page, "ada", "nonsense");
        assertThat(page.locator("[role=alert]")).containsText("do not fit");
        agent.logIn(page, "ada", "open ada");
        assertThat(page.locator("#content")).isVisible();
        agent.judge(page, "users", width, scheme);
        visit(page, "/?q=" + RunningDirectory.newName(), "users-none", width, scheme);
        visit(page, "/users/" + user, "user", width, scheme);
        visit(page, "/users/" + user + "/contacts/phone", "versions", width, scheme);
        visit(page, "/users/" + user + "/actions/change-phone", "change", width, scheme);
        visit(page, "/users/" + user + "/actions/change-email?temporary=yes", "temporary", width, scheme);
        visit(page, "/users/" + user + "/actions/delete", "delete", width, scheme);
        visit(page, "/settings", "settings", width, scheme);
        visit(page, "/imports", "imports", width, scheme);
        assertThat(page.locator(".rows li").first()).containsText("lines: ");
        visit(page, "/audit", "audit", width, scheme);
        visit(page, "/users/nobody-of-this-name", "unknown", width, scheme);
    }

    private void visit(Page page, String path, String name, int width, ColorScheme scheme) {
        agent.go(page, path);
        agent.judge(page, name, width, scheme);
    }

    private String userWithEverything() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        directory.vouch(user, "\"phone\": \"07700 900124\"");
        directory.vouch(user, "\"email\": \"ada@example.com\"");
        topics.tell(
                user,
                "issuer",
                ContactKind.PHONE,
                2,
                FollowerState.APPLIED,
                directory.clock().instant());
        topics.tell(
                user,
                "issuer",
                ContactKind.EMAIL,
                1,
                FollowerState.FAILED,
                directory.clock().instant());
        directory.asService(
                "POST", "/v1/users/" + user + "/contacts", "{\"phone\": \"07700 900125\"}", "If-Match", "\"2\"");
        directory.asService("POST", "/v1/users/" + user + "/recovery-codes", null);
        directory.asAdmin(
                "POST",
                "/v1/imports?dryRun=true",
                "userId\nno name\n",
                "Content-Type",
                "text/csv",
                "Reason",
                "the old system");
        return user;
    }

    @Test
    void whoeverIsNoAdministratorSeesNothing() {
        var page = agent.stranger("/audit", 1280, ColorScheme.LIGHT);
        agent.logIn(page, "sally", "open sesame");

        assertThat(page.locator("h1")).hasText("This is not for you");
    }

    @Test
    void aUserIsFoundByNumberInAnyNotationByLastDigitsByMailAndByName() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900432\"");
        directory.vouch(user, "\"email\": \"" + user + "@example.com\"");
        var page = agent.administrator("/");

        for (String typed : new String[] {"+44 7700 900432", "(07700) 900-432", "0432", user + "@example.com", user}) {
            page.locator("#q").fill(typed);
            button(page, "Search").click();
            assertThat(page.locator(".hit .name").filter(new Locator.FilterOptions().setHasText(user)))
                    .isVisible();
        }
        page.locator(".hit").first().click();
        assertThat(page.locator("h1")).hasText(user);
        assertThat(page.locator("#content")).not().containsText("900432");
    }

    @Test
    void aNumberThatIsVouchedForIsInForceOnlyWhenTheIssuerHasIt() {
        String user = directory.newUser();
        var page = agent.administrator("/users/" + user);
        link(page, "Add a phone number").click();
        page.locator("#to").fill("07700 900 555");
        page.getByText("I vouch for it").click();
        page.locator("#reason").fill("showed a passport");
        button(page, "Change it").click();

        assertThat(page.locator(".done")).containsText("in force when every store");
        assertThat(page.locator(".contact")).containsText("+44 •••• ••0555");
        assertThat(page.locator(".contact .title-row .badge")).hasText("not in force everywhere yet");
        assertThat(page.locator(".followers")).containsText("issuer pending");
        assertThat(page.locator(".contact")).containsText("vouched for");

        topics.tell(
                user,
                "issuer",
                ContactKind.PHONE,
                1,
                FollowerState.APPLIED,
                directory.clock().instant());

        assertThat(page.locator(".contact .title-row .badge")).hasText("in force");
        assertThat(page.locator(".followers")).containsText("issuer applied");
        assertThat(page.locator(".audit").first()).containsText("showed a passport");
    }

    @Test
    void aNumberThatIsNoneIsRefusedWhereItIsTypedAndNothingTypedIsLost() {
        String user = directory.newUser();
        var page = agent.administrator("/users/" + user + "/actions/change-phone");
        page.locator("#to").fill("020 7946 0018");
        page.locator("#reason").fill("a mistake");
        button(page, "Change it").click();

        assertThat(page.locator("#mistake")).isVisible();
        assertThat(page.locator("#to")).hasValue("020 7946 0018");
        assertThat(page.locator("#reason")).hasValue("a mistake");
    }

    @Test
    void whoIsOnThePhoneReadsTheCodeOut() {
        String user = directory.newUser();
        var page = agent.administrator("/users/" + user + "/actions/change-email");
        page.locator("#to").fill("new@example.com");
        page.locator("#reason").fill("asked for it on the phone");
        button(page, "Change it").click();
        assertThat(page.locator(".waiting")).containsText("n•••@example.com");

        page.locator(".waiting input[name=code]").fill("000000");
        page.locator(".waiting input[name=reason]").fill("was read out");
        button(page, "Enter the code").click();
        assertThat(page.locator("main")).containsText("This is not the code");
        agent.go(page, "/users/" + user);
        page.locator(".waiting input[name=code]").fill("271 828");
        page.locator(".waiting input[name=reason]").fill("was read out");
        button(page, "Enter the code").click();

        assertThat(page.locator(".contact")).containsText("proved by a code");
        assertThat(page.locator(".waiting")).hasCount(0);
    }

    @Test
    void aNumberThatIsLentHasAnEndAndEveryVersionCanBeRead() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        var page = agent.administrator("/users/" + user);
        link(page, "Lend a temporary phone number").click();
        var end = LocalDateTime.ofInstant(directory.clock().instant(), ZoneOffset.UTC)
                .plusHours(2)
                .truncatedTo(ChronoUnit.MINUTES);
        page.locator("#to").fill("07700 900777");
        page.getByText("I vouch for it").click();
        page.locator("#until").fill(end.toString());
        page.locator("#reason").fill("left the phone on a train");
        button(page, "Change it").click();

        assertThat(page.locator(".contact dl")).containsText("Until");
        link(page, "Every version of the phone number").click();
        assertThat(page.locator(".contact")).hasCount(2);
        assertThat(page.locator(".contact").first()).containsText("+44 •••• ••0777");
        assertThat(page.locator(".contact").last()).containsText("+44 •••• ••0123");
        assertThat(page.locator(".contact").last()).containsText("replaced");
    }

    @Test
    void ofTwoTabsTheSlowerIsToldInWordsAndNothingOfItIsDone() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        var slow = agent.administrator("/users/" + user + "/actions/change-phone");
        var quick = agent.tab(slow, "/users/" + user + "/actions/remove-phone");
        quick.locator("#reason").fill("was faster");
        button(quick, "Remove it").click();
        assertThat(quick.locator(".done")).isVisible();

        slow.locator("#to").fill("07700 900124");
        slow.getByText("I vouch for it").click();
        slow.locator("#reason").fill("was slower");
        var answer = slow.waitForResponse(
                response -> response.request().method().equals("POST"),
                () -> button(slow, "Change it").click());

        assertThat(answer.status()).isEqualTo(412);
        assertThat(slow.locator("#mistake")).containsText("it is at version 2 by now. Nothing of yours was done");
        assertThat(slow.locator("#content")).containsText("(version 2)");
        assertThat(directory.asAdmin("GET", "/v1/users/" + user, null).text("/contacts/0/version"))
                .isIn("2", "");
    }

    @Test
    void methodsAreRemovedOneByOneOrAllAndSessionsEnd() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        directory.vouch(user, "\"email\": \"ada@example.com\"");
        var page = agent.administrator("/users/" + user);
        link(page, "Remove: code by SMS").click();
        button(page, "Remove it").click();
        assertThat(page.locator("#reason:invalid")).hasCount(1);
        page.locator("#reason").fill("a swapped SIM");
        button(page, "Remove it").click();
        assertThat(page.locator(".done")).containsText("is removed");
        assertThat(page.locator("section[aria-labelledby=ways]")).not().containsText("code by SMS");

        link(page, "Remove all ways to log in").click();
        page.locator("#reason").fill("lost everything");
        button(page, "Remove all").click();
        assertThat(page.locator("#content")).containsText("Has to register anew.");
        assertThat(topics.awaitEvent(user, MethodsReset.class).getUserId()).isEqualTo(user);

        link(page, "End all sessions").click();
        page.locator("#reason").fill("a stolen laptop");
        button(page, "End them").click();
        assertThat(page.locator(".done")).containsText("told to end");
        assertThat(topics.awaitEvent(user, SessionsRevoked.class).getUserId()).isEqualTo(user);
    }

    @Test
    void aUserIsDeletedForGoodOnlyByWhoIsSure() {
        String user = directory.newUser();
        var page = agent.administrator("/users/" + user);
        link(page, "Delete the user").click();
        page.locator("#reason").fill("has left");
        page.locator("input[name=sure]").check();
        button(page, "Delete for good").click();

        assertThat(page.locator(".done")).containsText("is deleted here");
        assertThat(topics.awaitEvent(user, UserErased.class).getUserId()).isEqualTo(user);
        agent.go(page, "/users/" + user);
        assertThat(page.locator("h1")).hasText("Nothing is known by this name");
    }

    @Test
    void aUserOfAnotherTenantIsAsUnknownAsNobody() {
        String user = directory.newUser();
        var page = agent.stranger("/users/" + user, 1280, ColorScheme.LIGHT);
        agent.logIn(page, "otto", "open otto");

        assertThat(page.locator("h1")).hasText("Nothing is known by this name");
        for (String path : new String[] {"/contacts/phone", "/actions/reset", "/actions/change-phone"}) {
            agent.go(page, "/users/" + user + path);
            assertThat(page.locator("h1")).hasText("Nothing is known by this name");
        }
        agent.go(page, "/?q=" + user);
        assertThat(page.locator("h1")).hasText("Nobody found");
        agent.go(page, "/audit?user=" + user);
        assertThat(page.locator("#content")).containsText("Nothing fits");
    }

    @Test
    void theStoresAreComparedWhenSomebodyAsksForItAndSaysWhy() {
        String user = directory.newUser();
        directory.vouch(user, "\"phone\": \"07700 900123\"");
        var page = agent.administrator("/users/" + user);
        link(page, "Compare now").click();
        page.locator("#reason").fill("says that the old number still works");
        button(page, "Compare now").click();

        assertThat(page.locator(".done")).containsText("being compared");
        assertThat(page.locator(".audit li").first()).containsText("had the stores compared");
        assertThat(page.locator(".audit li").first()).containsText("says that the old number still works");
    }

    @Test
    void aNewUserIsAddedFromTheSearchThatFoundNobody() {
        String name = RunningDirectory.newName();
        var page = agent.administrator("/?q=" + name);
        page.locator("#reason").fill("a new colleague");
        button(page, "Add the user").click();

        assertThat(page.locator("h1")).hasText(name);
        assertThat(page.locator(".done")).hasText("The user is added.");
    }

    @Test
    void twoStepLoginIsRequiredOfAllAndTheSlowerOfTwoIsTold() {
        var page = agent.administrator("/settings");
        var other = agent.tab(page, "/settings");
        page.locator("#required").setChecked(false);
        page.locator("#enrolmentUrl").fill("https://login.example.com/enrol");
        page.locator("#reason").fill("the board wants it");
        button(page, "Save").click();
        assertThat(page.locator(".done")).containsText("Saved.");
        assertThat(page.locator("#enrolmentUrl")).hasValue("https://login.example.com/enrol");

        other.locator("#reason").fill("me too");
        button(other, "Save").click();
        assertThat(other.locator("#mistake")).containsText("Nothing of yours was done");
    }

    @Test
    void aTableIsTriedFirstAndItsRefusedLinesAreNamed() {
        String name = RunningDirectory.newName();
        String table = "userId,phone\n" + name + ",07700 900123\nno name,07700 900124\n";
        var page = agent.administrator("/imports");
        send(page, table, false);
        assertThat(page.locator("h1")).hasText("The trial run is done: nothing was changed");
        assertThat(page.locator("#created")).hasText("1");
        assertThat(page.locator(".problems")).containsText("line 3: userId must be");
        agent.judge(page, "import", 1280, ColorScheme.LIGHT);

        link(page, "Now import it").click();
        send(page, table, true);
        assertThat(page.locator("h1")).hasText("The import is done");
        agent.go(page, "/users/" + name);
        assertThat(page.locator(".contact")).containsText("+44 •••• ••0123");

        agent.go(page, "/imports");
        assertThat(page.locator(".rows li").first()).containsText("2 of 2 lines: 1 new, 0 changed, 1 refused");
        assertThat(page.locator(".rows li").nth(1)).containsText("Trial run");
        send(page, "phone\n07700 900123", true);
        assertThat(page.locator("#mistake")).containsText("the first line must name the columns");
    }

    private static void send(Page page, String table, boolean real) {
        page.locator("#table")
                .setInputFiles(new FilePayload("users.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)));
        if (real) {
            page.getByText("Import it", new Page.GetByTextOptions().setExact(true))
                    .click();
        }
        page.locator("#reason").fill("the old system");
        button(page, "Begin").click();
    }

    @Test
    void allUsersAreTakenAsATableWithAReason() throws IOException {
        String user = directory.newUser();
        var page = agent.administrator("/imports");
        page.locator("#export-reason").fill("a yearly review");
        Download download =
                page.waitForDownload(() -> button(page, "Download as CSV").click());

        try (var content = download.createReadStream()) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("userId,locale", user);
        }
        agent.go(page, "/audit");
        assertThat(page.locator(".audit li").first()).containsText("exported all users");
        assertThat(page.locator(".audit li").first()).containsText("a yearly review");
    }

    @Test
    void everythingWorksWithoutScripts() {
        String user = directory.newUser();
        var page = agent.withoutScripts("/users/" + user + "/actions/change-phone");
        agent.logIn(page, "ada", "open ada");
        page.locator("#to").fill("07700 900123");
        page.getByText("I vouch for it").click();
        page.locator("#reason").fill("no scripts here");
        button(page, "Change it").click();

        assertThat(page).hasURL(Pattern.compile("/users/" + user + "\\?done=changed$"));
        assertThat(page.locator(".contact")).containsText("+44 •••• ••0123");
        assertThat(page.locator(".contact time").first()).containsText("UTC");
    }

    @Test
    void theKeyboardReachesTheContentFirst() {
        var page = agent.administrator("/");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("#content$"));
        button(page, "Log out").click();
        assertThat(page.locator("[role=status]")).hasText("You are logged out.");
    }
}
