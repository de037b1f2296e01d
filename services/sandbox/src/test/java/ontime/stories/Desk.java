package ontime.stories;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import ontime.sandbox.portal.Chromium;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an administrator, an auth service and a user do with the directory: by its API, and in a browser. */
final class Desk {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningProduct product;
    private final Chromium chromium;
    private final HttpClient http = HttpClient.newHttpClient();

    Desk(RunningProduct product, Chromium chromium) {
        this.product = product;
        this.chromium = chromium;
    }

    /** A user with a phone number that an administrator vouches for, in force. */
    void userWithPhone(String user, String phone) {
        newUser(user);
        require(
                200,
                call(
                        basic(),
                        "POST",
                        "/v1/users/" + user + "/contacts",
                        "{\"phone\": \"%s\", \"vouch\": true, \"reason\": \"a story\"}".formatted(phone),
                        "If-Match",
                        "*"));
        awaitInForce(user);
    }

    void newUser(String user) {
        require(201, call(basic(), "PUT", "/v1/users/" + user, "{\"reason\": \"a story\"}"));
    }

    JsonNode user(String user) {
        return JSON.readTree(call(basic(), "GET", "/v1/users/" + user, null).body());
    }

    /** Until every contact of the user is in force. */
    void awaitInForce(String user) {
        Awaitility.await(user + " in force")
                .atMost(PATIENCE)
                .until(() -> user(user)
                        .at("/contacts")
                        .valueStream()
                        .allMatch(one -> one.at("/inForce").asBoolean()));
    }

    String audit(String user) {
        return call(basic(), "GET", "/v1/audit?user=" + user, null).body();
    }

    /** The link that an auth service shows a user who is logged in there. */
    String ownPage(String user) {
        var made = call("Bearer " + product.setting("API_KEY"), "POST", "/v1/users/" + user + "/self-service", null);
        require(201, made);
        return JSON.readTree(made.body()).at("/url").asString();
    }

    /** The user's own page, as the user sees it. */
    Page visit(String user) {
        var page = chromium.page(390, 844, ColorScheme.LIGHT);
        page.navigate(ownPage(user));
        assertThat(page.locator("h1")).hasText("Your ways to log in");
        assertThat(page.locator("main")).containsText("Account " + user);
        return page;
    }

    /** A page of the console, after logging in on the way to it. */
    Page console(String path) {
        var page = chromium.page(1280, 900, ColorScheme.LIGHT);
        page.navigate(product.setting("DIRECTORY_URL") + path);
        page.locator("#username").fill(product.setting("ADMIN_USER"));
        page.locator("#password").fill(product.setting("ADMIN_PASSWORD"));
        button(page, "Log in");
        assertThat(page.locator("#content")).isVisible();
        return page;
    }

    /** An administrator changes a number in the console and vouches for the new one. */
    void changePhone(Page page, String user, String phone) {
        page.navigate(product.setting("DIRECTORY_URL") + "/users/" + user + "/actions/change-phone");
        page.locator("#to").fill(phone);
        page.getByText("I vouch for it").click();
        page.locator("#reason").fill("showed a passport");
        button(page, "Change it");
    }

    static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    static void link(Page page, String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    /** As the contract says: in the sandbox an administrator's name and password. */
    private String basic() {
        String credentials = product.setting("ADMIN_USER") + ":" + product.setting("ADMIN_PASSWORD");
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static void require(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new AssertionError("HTTP " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> call(
            String authorization, String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(product.setting("DIRECTORY_URL") + path))
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
