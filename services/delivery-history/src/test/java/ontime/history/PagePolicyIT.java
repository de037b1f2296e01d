package ontime.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the browser is told to refuse, and that no page needs what it refuses. */
class PagePolicyIT extends HistoryIntegration {

    /** A script or style between its tags, as an attribute, or as an address. */
    private static final Pattern INLINE = Pattern.compile(
            "<script(?![^>]*\\ssrc=)|<style|\\sstyle\\s*=|\\son[a-z]+\\s*=|javascript:|data:text|<iframe|<object|<base",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FOREIGN =
            Pattern.compile("(?:src|href|action)=\"(?:[a-z]+:)?//", Pattern.CASE_INSENSITIVE);

    @Autowired
    private FactLog log;

    @BeforeAll
    void aLogin() {
        log.add(LoginStory.login("policy")
                .requested(0.1)
                .accepted(0.2, 0.3)
                .delivered(4)
                .facts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?q=nobody",
                "/logins/l-policy",
                "/logins/l-none",
                "/delays",
                "/delays?day=2026-03-02",
                "/audit",
                "/audit?action=LOST",
                "/login?error",
                "/nowhere",
                "/logins/a;b"
            })
    void noPageHasAnythingInlineOrForeign(String path) {
        var page = get(path, "Cookie", logIn("adam", "open gate"), "Accept", "text/html");

        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.body()).doesNotContainPattern(INLINE).doesNotContainPattern(FOREIGN);
        hasPolicy(page);
    }

    @Test
    void theDoorHasThePolicyToo() {
        var page = get("/login", "Accept", "text/html");

        assertThat(page.body()).contains("Log in with Example Ltd").doesNotContainPattern(INLINE);
        hasPolicy(page);
        assertThat(header(page, "Content-Security-Policy")).endsWith("form-action 'self' " + PROVIDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/logins", "/v1/logins.csv", "/v1/logins/l-none", "/v1/audit", "/v1/none"})
    void noAnswerOfTheApiIsAPageOrIsKept(String path) {
        var answer = get(path, adam());

        assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Cache-Control")).containsAnyOf("no-store", "private");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/logout"})
    void noFormIsTakenWithoutItsToken(String path) {
        var session = logIn("adam", "open gate");

        assertThat(post(path, "username=adam", "Cookie", session).statusCode()).isEqualTo(403);
        assertThat(get("/audit", "Cookie", session).statusCode()).isEqualTo(200);
    }

    private static void hasPolicy(HttpResponse<String> page) {
        assertThat(header(page, "Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self';",
                        "style-src 'self';",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "form-action 'self'")
                .doesNotContain("unsafe", "*");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Permissions-Policy")).contains("camera=()");
        assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Cache-Control")).contains("no-store");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
