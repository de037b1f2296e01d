package ontime.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may call what. The table in docs/access.md says the same. */
class RoleMatrixIT extends HistoryIntegration {

    private static final Map<String, String> PASSWORDS = Map.of(
            "sally",
            "open sesame",
            "lena",
            "open lead",
            "rex",
            "open figures",
            "adam",
            "open gate",
            "otto",
            "open barley");

    @Autowired
    private FactLog log;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @BeforeAll
    void aLogin() {
        log.add(LoginStory.login("matrix").requested(0.1).accepted(0.2, 0.3).facts());
    }

    /** Sally is SUPPORT, lena LEAD, rex SRE and adam ADMIN of acme; adam also of the installation. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // call, SUPPORT, LEAD, SRE, ADMIN
        "/v1/logins, 200, 200, 403, 200",
        "/v1/logins.csv, 200, 200, 403, 200",
        "/v1/logins/l-matrix, 200, 200, 403, 200",
        "/v1/logins/l-matrix/export, 200, 200, 403, 200",
        "/v1/logins/l-none/events, 404, 404, 403, 404",
        "/v1/latency, 200, 200, 200, 200",
        "/v1/conversion, 200, 200, 200, 200",
        "/v1/audit, 403, 200, 403, 200",
        "/v1/audit.csv, 403, 200, 403, 200",
        "/v1/rebuild, 403, 403, 403, 200",
        "/v1/none, 404, 404, 404, 404",
        "/logins/l-matrix, 200, 200, 403, 200",
        "/, 200, 200, 302, 200",
        "/delays, 200, 200, 200, 200",
        "/audit, 403, 200, 403, 200"
    })
    void eachRoleMayDoThisAndNoMore(String path, int support, int lead, int sre, int admin) {
        assertThat(status(path, "sally")).as("SUPPORT").isEqualTo(support);
        assertThat(status(path, "lena")).as("LEAD").isEqualTo(lead);
        assertThat(status(path, "rex")).as("SRE").isEqualTo(sre);
        assertThat(status(path, "adam")).as("ADMIN").isEqualTo(admin);
    }

    @ParameterizedTest
    @CsvSource({"sally, 403", "lena, 403", "rex, 403", "adam, 200"})
    void onlyAnAdministratorErases(String name, int status) {
        var answer = postJson(
                "/v1/erasures", "{\"userId\": \"u-nobody\", \"reason\": \"asked to\"}", basic(name, password(name)));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void whoIsOfAnotherTenantFindsNothingAnywhere() {
        assertThat(status("/v1/logins/l-matrix", "otto")).isEqualTo(404);
        assertThat(status("/logins/l-matrix", "otto")).isEqualTo(404);
        assertThat(status("/v1/logins/l-matrix/export", "otto")).isEqualTo(404);
        assertThat(status("/v1/logins/l-matrix/events", "otto")).isEqualTo(404);
        for (var path :
                new String[] {"/v1/logins", "/v1/logins.csv", "/v1/logins?q=u-matrix", "/?q=u-matrix", "/v1/latency"}) {
            assertThat(get(path, as(path, "otto")).body()).as(path).doesNotContain("l-matrix");
        }
    }

    @Test
    void whoSeesFiguresOnlyIsLedToThem() {
        var answer = get("/", "Cookie", logIn("rex", password("rex")));

        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/delays");
        var page = get("/delays", "Cookie", logIn("rex", password("rex"))).body();
        assertThat(page).doesNotContain("role=\"search\"", "href=\"/audit\"");
    }

    @Test
    void figuresLeadToLoginsOnlyThoseWhoMaySeeThem() {
        var path = "/delays?day=2026-03-02";

        assertThat(get(path, as(path, "lena")).body()).contains("href=\"/?from=", "A cell leads to its logins.");
        assertThat(get(path, as(path, "rex")).body())
                .contains("SMS to")
                .doesNotContain("href=\"/?from=", "leads to its logins");
    }

    @Test
    void everyMethodThatAnswersAPersonSaysWhichRightItNeeds() {
        var silent = new ArrayList<String>();
        handlers.getHandlerMethods().forEach((address, method) -> {
            if (method.getBeanType().getPackageName().startsWith("ontime.")
                    && !method.hasMethodAnnotation(Needs.class)
                    && Arrays.stream(method.getMethodParameters())
                            .anyMatch(parameter -> HistoryUser.class.isAssignableFrom(parameter.getParameterType()))) {
                silent.add(address.toString());
            }
        });

        assertThat(silent).isEmpty();
    }

    private int status(String path, String name) {
        return get(path, as(path, name)).statusCode();
    }

    private String[] as(String path, String name) {
        return path.startsWith("/v1/")
                ? basic(name, password(name))
                : new String[] {"Cookie", logIn(name, password(name))};
    }

    private static String password(String name) {
        return Objects.requireNonNull(PASSWORDS.get(name));
    }
}
