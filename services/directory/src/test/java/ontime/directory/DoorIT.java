package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in by which door, and what a browser is told to refuse. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorIT {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** Its own, because guesses from this address are counted. */
    private final RunningDirectory directory = RunningDirectory.start("door", Map.of());

    private final HttpClient http = HttpClient.newHttpClient();
    private String user = "";

    @BeforeAll
    void addUser() {
        user = directory.newUser();
    }

    @AfterAll
    void close() {
        directory.close();
    }

    @Test
    void theApiTakesThePasswordOfAnAdministratorAndOfNobodyElse() throws Exception {
        assertThat(basic("ada", "open ada", "/v1/users/" + user).statusCode()).isEqualTo(200);
        assertThat(basic("ada", "open ada", "/v1/audit").body()).contains("USER_CREATED");
        assertThat(basic("sally", "open sesame", "/v1/users/" + user).statusCode())
                .isEqualTo(401);
        assertThat(basic("otto", "open otto", "/v1/users/" + user).statusCode()).isEqualTo(404);
        assertThat(basic("nobody", "nothing", "/v1/users/" + user).statusCode()).isEqualTo(401);
        assertThat(send(call("/v1/users/" + user)
                                .header("Authorization", "Basic " + encoded("ada:open ada"))
                                .header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .as("by another site's page")
                .isEqualTo(401);
    }

    @Test
    void whoGuessesTooOftenMustWaitEvenWithTheRightPassword() throws Exception {
        for (int guess = 0; guess < 5; guess++) {
            assertThat(logIn("otto", "guess " + guess).headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error"));
        }

        assertThat(logIn("otto", "open otto").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login?wait"));
        assertThat(basic("otto", "open otto", "/v1/settings").statusCode()).isEqualTo(401);
        assertThat(logIn("ada", "open ada").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).doesNotContain("login"));
        assertThat(basic("ada", "open ada", "/v1/audit").body()).contains("LOGGED_IN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/me", "/me/start", "/settings", "/imports", "/users"})
    void aFormOfAnotherSiteIsRefused(String path) throws Exception {
        var answer = send(call(path).POST(BodyPublishers.ofString("reason=x")).header("Content-Type", FORM));

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/me", "/me/contacts/phone", "/nothing"})
    void aPageRunsNothingThatSomebodySmugglesIn(String path) throws Exception {
        var answer = send(call(path));

        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "form-action 'self'")
                        .doesNotContain("unsafe"));
        assertThat(answer.body()).doesNotContain("style=\"", "onclick");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void aTableThatIsTooLargeIsCalledSo() throws Exception {
        var answer = send(call("/imports").POST(BodyPublishers.ofByteArray(new byte[18 * 1024 * 1024])));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("This is too large", "16 MiB");
    }

    @Test
    void anOwnPageIsKeptByNoCache() throws Exception {
        assertThat(send(call("/me")).headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void strangersAreSentToTheDoorAndProgramsGetAProblem() throws Exception {
        assertThat(send(call("/users/" + user)).headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
        assertThat(send(call("/v1/users/" + user)).headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(send(call("/actuator/health/readiness")).statusCode()).isEqualTo(200);
        assertThat(send(call("/assets/console.css")).statusCode()).isEqualTo(200);
    }

    private static final String FORM = "application/x-www-form-urlencoded";

    private HttpResponse<String> logIn(String name, String password) throws Exception {
        var page = send(call("/login"));
        var token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return send(call("/login")
                .header("Cookie", cookie)
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(
                        "username=" + name + "&password=" + encode(password) + "&_csrf=" + encode(token.group(1)))));
    }

    private HttpResponse<String> basic(String name, String password, String path) throws Exception {
        return send(call(path).header("Authorization", "Basic " + encoded(name + ":" + password)));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(directory.address(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder call) throws IOException, InterruptedException {
        return http.send(call.build(), BodyHandlers.ofString());
    }
}
