package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class AuditIT extends HistoryIntegration {

    @Autowired
    private FactLog log;

    @Autowired
    private JdbcClient jdbc;

    private long before;

    @BeforeAll
    void someLogins() {
        log.add(LoginStory.login("watched")
                .requested(0.1)
                .accepted(0.2, 0.3)
                .typed(CheckOutcome.VERIFIED, 5, 12)
                .facts());
        log.add(LoginStory.login("slow").requested(0.1).facts());
    }

    @BeforeEach
    void whatIsOldDoesNotCount() {
        before = jdbc.sql("SELECT coalesce(max(number), 0) FROM audit")
                .query(Long.class)
                .single();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/logins/l-watched|LOOKED_UP LOGIN l-watched DONE",
                "/logins/l-nowhere|LOOKED_UP LOGIN text l••• NOTHING_FOUND",
                "/?q=u-watched|SEARCHED SEARCH anything: text u••• DONE",
                "/?q=u-nobody|SEARCHED SEARCH anything: text u••• NOTHING_FOUND",
                "/|SEARCHED SEARCH the newest DONE",
                "/?from=2026-03-02T09:00:00Z&to=2026-03-02T12:00:00Z&took=NEVER&country=GB"
                        + "|SEARCHED SEARCH from: 2026-03-02T09:00:00Z, to: 2026-03-02T12:00:00Z, ...",
                "/v1/logins?user=u-watched|SEARCHED SEARCH user: text u••• DONE",
                "/v1/logins?phone=07700900123|SEARCHED SEARCH phone: number •••0123 ...",
                "/v1/logins?email=ann@example.com|SEARCHED SEARCH email: email •••@••• NOTHING_FOUND",
                "/v1/logins/l-watched|LOOKED_UP LOGIN l-watched DONE",
                "/v1/logins/l-nowhere|LOOKED_UP LOGIN text l••• NOTHING_FOUND",
                "/v1/logins/l-watched/export|EXPORTED LOGIN l-watched DONE",
                "/v1/logins/l-nowhere/events|FOLLOWED LOGIN text l••• NOTHING_FOUND",
                "/v1/logins.csv?user=u-watched|EXPORTED SEARCH user: text u••• DONE",
                "/v1/audit?actor=sally|AUDIT_READ AUDIT who: text sa••• DONE",
                "/v1/audit.csv?action=SEARCHED|EXPORTED AUDIT action: SEARCHED DONE",
                "/audit?subject=l-watched|AUDIT_READ AUDIT about: text l••• DONE"
            })
    void everyLookUpIsWrittenOnce(String path, String written) {
        get(path, session("lena", "open lead"));

        assertThat(entries()).singleElement().satisfies(entry -> {
            if (written.endsWith("...")) {
                assertThat(entry)
                        .startsWith("lena "
                                + written.substring(0, written.length() - 3).strip());
            } else {
                assertThat(entry).isEqualTo("lena " + written);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/delays", "/v1/latency", "/v1/conversion"})
    void figuresAreOfNobodyAndLeaveNoEntry(String path) {
        assertThat(get(path, session("lena", "open lead")).statusCode()).isEqualTo(200);

        assertThat(entries()).isEmpty();
    }

    @Test
    void aPageThatRefreshesItselfIsWrittenWhenItIsOpened() {
        var session = session("lena", "open lead");
        for (var time = 0; time < 3; time++) {
            get("/logins/l-watched", session[0], session[1], "HX-Request", "true");
        }
        assertThat(entries()).hasSize(1);

        get("/logins/l-slow", session[0], session[1], "HX-Request", "true");
        get("/logins/l-watched", session);
        assertThat(entries()).hasSize(3);
    }

    @Test
    void whatOnlyPretendsToBeARefreshIsWritten() {
        var session = session("lena", "open lead");
        for (var typed : List.of("ann@example.com", "bob@example.com")) {
            get("/?q=" + typed, session[0], session[1], "HX-Request", "true");
        }
        assertThat(entries()).hasSize(2);

        for (var path : List.of("/v1/logins?q=ann@example.com", "/%761/logins?q=ann@example.com", "/audit")) {
            get(path, session[0], session[1], "HX-Request", "true");
            get(path, session[0], session[1], "HX-Request", "true");
        }
        assertThat(entries()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/logins/l-watched",
                "/audit",
                "/v1/logins",
                "/v1/logins.csv",
                "/v1/logins/l-watched",
                "/v1/logins/l-watched/export",
                "/v1/logins/l-watched/events",
                "/v1/audit",
                "/v1/audit.csv"
            })
    void whatCannotBeWrittenIsNotShown(String path) {
        var session = session("lena", "open lead");
        jdbc.sql("ALTER TABLE audit RENAME TO audit_away").update();
        try {
            var answer = get(path, session[0], session[1], "Accept", "*/*, text/html");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).doesNotContain("watched");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(path.startsWith("/v1/") ? "application/problem+json" : "text/html");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        } finally {
            jdbc.sql("ALTER TABLE audit_away RENAME TO audit").update();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"482913", "482 913", "code 482913", "A-482913", "+44 7700 900 987", "ann.482913@example.com"})
    void whateverSomebodyTypesNoCodeAndNoWholeNumberIsKept(String typed) {
        var text = URLEncoder.encode(typed, UTF_8);
        for (var path : List.of(
                "/?q=" + text,
                "/?status=" + text,
                "/?provider=" + text + "&from=2026-03-02T09:00:00Z&to=2026-03-02T10:00:00Z",
                "/v1/logins?q=" + text,
                "/v1/logins?user=" + text,
                "/v1/logins?reference=" + text,
                "/v1/audit?subject=" + text,
                "/v1/audit?actor=" + text,
                "/audit?subject=" + text,
                "/logins/" + text.replace("+", "%20"),
                "/v1/logins/" + text.replace("+", "%20"),
                "/v1/logins/" + text.replace("+", "%20") + "/events")) {
            get(path, session("lena", "open lead"));
        }
        // Somebody in a hurry types it where the name belongs.
        get("/v1/logins", basic(typed, "wrong"));

        assertThat(entries()).isNotEmpty();
        assertThat(jdbc.sql("SELECT audit::text FROM audit WHERE number > :before")
                        .param("before", before)
                        .query(String.class)
                        .list())
                .allSatisfy(row -> assertThat(row.replaceAll("[ -]", ""))
                        .doesNotContain("482913", "7700900987", "ann.", "example"));
    }

    @Test
    void whoLogsInAndWhoIsNotLetInIsWritten() {
        logIn("sally", "open sesame");
        get("/v1/logins", basic("sally", "guess"));
        get("/v1/logins", basic("nobody-known", "guess"));

        assertThat(entries())
                .containsExactly(
                        "sally LOGGED_IN PERSON sally DONE",
                        "sally LOGIN_REFUSED PERSON sally REFUSED",
                        "nobody LOGIN_REFUSED PERSON nobody REFUSED");
        assertThat(jdbc.sql("SELECT tenant FROM audit WHERE number > :before ORDER BY number")
                        .param("before", before)
                        .query(String.class)
                        .list())
                .containsExactly("acme", "acme", "*");
    }

    @Test
    void aLoginThatCannotBeWrittenLetsNobodyIn() {
        jdbc.sql("ALTER TABLE audit RENAME TO audit_away").update();
        try {
            var entered = enter("sally", "open sesame");
            assertThat(entered.headers().firstValue("Location").orElseThrow()).endsWith("/login?unavailable");
        } finally {
            jdbc.sql("ALTER TABLE audit_away RENAME TO audit").update();
        }
    }

    @Test
    void aLeadReadsTheEntriesOfTheirOwnTenantOnly() {
        get("/v1/logins/l-watched", sally());
        get("/v1/logins", basic("otto", "open barley"));

        assertThat(read("/v1/audit?limit=1000", basic("lena", "open lead")))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.at("/tenant").asString()).isEqualTo("acme"));
        assertThat(read("/v1/audit?limit=1000", adam()))
                .extracting(entry -> entry.at("/tenant").asString())
                .contains("acme", "*")
                .doesNotContain("other");
    }

    @Test
    void theAuditIsReadByFilterAndPageAfterPage() {
        var lena = basic("lena", "open lead");
        for (var time = 0; time < 5; time++) {
            get("/v1/logins/l-slow", sally());
        }
        var path = "/v1/audit?actor=sally&action=looked_up&subject=l-slow&limit=2";
        var first = json(get(path, lena));
        var second = json(get(path + "&cursor=" + first.at("/next").asString(), lena));

        assertThat(first.at("/entries")).hasSize(2);
        assertThat(first.at("/entries/0/roles/0").asString()).isEqualTo("SUPPORT");
        assertThat(first.at("/entries/0/at").asString()).matches("\\d{4}-.*\\.\\d{3}Z");
        assertThat(second.at("/entries/0/number").asLong())
                .isLessThan(first.at("/entries/1/number").asLong());
        assertThat(get("/v1/audit?colour=red", lena).statusCode()).isEqualTo(400);
        assertThat(get("/v1/audit?limit=0", lena).statusCode()).isEqualTo(400);
        assertThat(get("/v1/audit?action=LOST", lena).statusCode()).isEqualTo(400);
        assertThat(get("/v1/audit?cursor=x", lena).statusCode()).isEqualTo(400);
    }

    @Test
    void tablesForSpreadsheetsHoldNoFormulaAndNameTheirNextPart() {
        log.add(LoginStory.login("=formula").requested(0.1).facts());
        var found = get("/v1/logins.csv?user=u-=formula", sally());

        assertThat(found.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(found.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("logins.csv");
        assertThat(found.body()).contains("l-=formula", "\"'+44 •••• ••").doesNotContain("\"=", "\"+");
        assertThat(found.headers().firstValue("Link")).isEmpty();

        var part = get("/v1/audit.csv?action=LOOKED_UP&limit=1", basic("lena", "open lead"));
        assertThat(part.body().lines()).hasSize(2);
        assertThat(part.headers().firstValue("Link").orElseThrow())
                .matches("</v1/audit.csv\\?action=LOOKED_UP&limit=1&cursor=\\d+>; rel=\"next\"");
    }

    private List<JsonNode> read(String path, String[] credentials) {
        return json(get(path, credentials)).at("/entries").valueStream().toList();
    }

    /** What was written since, beside the logging in of the one who asks. */
    private List<String> entries() {
        return jdbc.sql("""
                        SELECT concat_ws(' ', actor, action, kind, subject, outcome) FROM audit
                        WHERE number > :before AND NOT (actor = 'lena' AND action = 'LOGGED_IN') ORDER BY number
                        """).param("before", before).query(String.class).list();
    }

    private String[] session(String name, String password) {
        return Stream.of("Cookie", logIn(name, password)).toArray(String[]::new);
    }
}
