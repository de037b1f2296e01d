package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginDaysIT {

    private static final OwnSchema SCHEMA = OwnSchema.of("logindays");
    private static final Set<String> ACME = Set.of("acme");
    private static final Instant NOW = LoginStory.CLICK.plus(Duration.ofDays(1));
    private static final String FIRST = "2026-03-02";
    private static final String SECOND = "2026-03-03";

    /** A server makes a plan for all values when it has been asked often enough. */
    private static final int OFTEN = 12;

    @BeforeEach
    void empty() {
        SCHEMA.jdbc
                .sql("TRUNCATE fact, mention, login_day, unlisted_day, erasure")
                .update();
    }

    @Test
    void factsOfTwoDaysAreAllFound() {
        add(night("two"));

        assertThat(listed()).isEqualTo(List.of(row("l-two", FIRST), row("l-two", SECOND)));
        assertThat(found("l-two").events()).hasSize(night("two").size());
        assertThat(foundByUser("u-two"))
                .singleElement()
                .satisfies(
                        login -> assertThat(login.events()).hasSize(night("two").size()));
    }

    @Test
    void onlyTheTablesOfItsDaysAreTouchedHoweverManyThereAre() {
        SCHEMA.jdbc
                .sql("SELECT count(make_day('', CAST(at AS date)))"
                        + " FROM generate_series(CAST('2026-02-01' AS timestamp), '2026-03-31', '1 day') AS days (at)")
                .query(Long.class)
                .single();
        add(night("night"));
        add(LoginStory.login("day").requested(0.1).facts());

        assertThat(touched(() -> found("l-day"))).isEqualTo(List.of("fact_20260302"));
        assertThat(touched(() -> found("l-night"))).isEqualTo(List.of("fact_20260302", "fact_20260303"));
        assertThat(touched(() -> foundByUser("u-day"))).isEqualTo(List.of("fact_20260302"));
        assertThat(touched(() -> SCHEMA.search().find("l-of-nobody", ACME, NOW)))
                .isEmpty();
    }

    @Test
    void theChallengeThatReplacedAnotherIsLookedForAroundThatInstantOnly() {
        var replacing = LoginStory.login("later").requested(40).facts();
        add(replacing);
        add(LoginStory.login("earlier").requested(0.1).supersededBy("l-later", "K1", 40).facts().stream()
                .map(fact -> OwnSchema.with(fact, body -> {
                    if (body.has("replacedBy")) {
                        body.put("replacedBy", "c-1-later");
                    }
                }))
                .toList());
        // A day before and a day after are there to be looked into, and nobody does.
        add(moved(LoginStory.login("before").requested(0.1).facts(), "2026-03-01"));
        add(moved(LoginStory.login("after").requested(0.1).facts(), SECOND));

        assertThat(touched(() -> found("l-earlier"))).isEqualTo(List.of("fact_20260302"));
        assertThat(found("l-earlier").challenges().getFirst().supersededBy())
                .satisfies(next -> assertThat(next.loginId()).isEqualTo("l-later"));
    }

    @Test
    void aRebuildListsWhatItReadsAndWhatItCarriesOver() {
        add(night("carried"));
        var before = listed();
        try (var next = SCHEMA.next().begin()) {
            next.add(LoginStory.login("told").requested(0.1).facts());
            while (next.carryOver() > 0) {}
            assertThat(next.serve(() -> true)).isTrue();
        }

        assertThat(listed()).containsAll(before).hasSize(before.size() + 1);
        assertThat(found("l-carried").events()).hasSize(night("carried").size());
        assertThat(found("l-told").events()).hasSize(1);
        add(LoginStory.login("afterwards").requested(0.1).facts());
        assertThat(found("l-afterwards").events()).hasSize(1);
    }

    @Test
    void withADayThatIsOverGoesWhatIsListedOfIt() {
        add(night("kept"));
        add(LoginStory.login("gone").requested(0.1).facts());
        SCHEMA.jdbc.sql("INSERT INTO unlisted_day VALUES ('2026-03-02')").update();

        sweep(Instant.parse("2026-06-01T00:00:00Z"));

        assertThat(listed()).isEqualTo(List.of(row("l-kept", SECOND)));
        assertThat(SCHEMA.rows("unlisted_day")).isEmpty();
        assertThat(found("l-kept").events()).hasSize(1);
        assertThat(SCHEMA.search().find("l-gone", ACME, NOW)).isEmpty();
    }

    @Test
    void anErasedLoginIsListedByItsPseudonymOnTheSameDays() {
        add(night("gone"));
        add(LoginStory.login("stays").refusedToStranger(0.05).requested(0.1).facts());

        SCHEMA.eraser(NOW).erase("acme", "u-gone");
        SCHEMA.eraser(NOW).erase("acme", "z-stranger-stays");

        assertThat(SCHEMA.rows("login_day").toString()).doesNotContain("gone");
        assertThat(listed()).hasSize(3).contains(row("l-stays", FIRST));
        assertThat(SCHEMA.jdbc
                        .sql("SELECT DISTINCT concat_ws(' ', tenant, login_id, (happened_at AT TIME ZONE 'UTC')::date)"
                                + " FROM fact ORDER BY 1")
                        .query(String.class)
                        .list())
                .isEqualTo(listed());
    }

    @Test
    void whatAVersionBeforeWritesIsFoundAtOnceAndListedByAndBy() {
        add(night("listed"));
        addAsBefore(night("unlisted"));
        assertThat(listed()).hasSize(2);

        assertThat(found("l-unlisted").events()).hasSize(night("unlisted").size());
        assertThat(foundByUser("u-unlisted")).hasSize(1);
        SCHEMA.listDays();

        assertThat(listed()).hasSize(4);
        assertThat(SCHEMA.rows("unlisted_day")).isEmpty();
        assertThat(found("l-unlisted").events()).hasSize(night("unlisted").size());
    }

    @Test
    void theNameThatAnErasureByAVersionBeforeLeftGoesWhenItsDayIsListed() {
        add(LoginStory.login("stays").requested(0.1).facts());
        SCHEMA.jdbc
                .sql("INSERT INTO login_day VALUES ('acme', 'l-gone', '2026-03-02')")
                .update();
        addAsBefore(List.of());

        SCHEMA.listDays();

        assertThat(listed()).isEqualTo(List.of(row("l-stays", FIRST)));
    }

    @Test
    void aDayThatSomebodyWritesToAsBeforeIsListedWhenThatIsThere() throws Exception {
        addAsBefore(List.of());
        var written = new CountDownLatch(1);
        var seen = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var writer = threads.submit(() -> SCHEMA.transaction.executeWithoutResult(_ -> {
                addAsBefore(night("meanwhile"));
                written.countDown();
                waitFor(seen);
            }));
            written.await();
            var lister = threads.submit(SCHEMA::listDays);
            try {
                await().until(() -> SCHEMA.jdbc
                        .sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid IN ("
                                + "SELECT pid FROM pg_stat_activity WHERE query LIKE ANY ("
                                + "ARRAY['%advisory%', 'DELETE FROM unlisted_day%'])))")
                        .query(Boolean.class)
                        .single());
            } finally {
                seen.countDown();
            }
            writer.get();
            lister.get();
        }
        SCHEMA.listDays();

        assertThat(listed()).isEqualTo(List.of(row("l-meanwhile", FIRST), row("l-meanwhile", SECOND)));
    }

    @Test
    void whileARebuildRunsTheDaysStayUnlistedBecauseItsOwnTablesMayLackThemToo() {
        addAsBefore(night("before"));
        try (var next = SCHEMA.next().begin()) {
            SCHEMA.listDays();
            assertThat(SCHEMA.rows("unlisted_day")).hasSize(2);
            while (next.carryOver() > 0) {}
            assertThat(next.serve(() -> true)).isTrue();
        }

        SCHEMA.listDays();

        assertThat(SCHEMA.rows("unlisted_day")).isEmpty();
        assertThat(listed()).hasSize(2);
    }

    /** Fourteen hours after the click it is another day. */
    private static List<Published> night(String name) {
        return LoginStory.login(name)
                .requested(0.1)
                .accepted(0.2, 0.3)
                .redelivered(40, Channel.EMAIL, RoutingReason.FALLBACK)
                .typed(CheckOutcome.WRONG_CODE, 4, 70)
                .withdrawn(WithdrawalReason.CANCELLED, 75)
                .delivered(14 * 3600 + 5)
                .facts();
    }

    private static void add(List<Published> facts) {
        SCHEMA.journal().add(facts);
    }

    /** As version 22 does, which tells of the days that it writes to and lists no login. */
    private static void addAsBefore(List<Published> facts) {
        for (var day : List.of(FIRST, SECOND)) {
            SCHEMA.jdbc
                    .sql("SELECT count(ensure_day('', CAST(:day AS date)))")
                    .param("day", day)
                    .query(Long.class)
                    .single();
        }
        add(facts);
        facts.forEach(one -> SCHEMA.jdbc
                .sql("DELETE FROM login_day WHERE login_id = :login")
                .param("login", one.fact().loginId())
                .update());
    }

    private static List<Published> moved(List<Published> facts, String day) {
        return facts.stream()
                .map(fact -> OwnSchema.with(fact, body -> {
                    for (var field : List.of("clickedAt", "requestedAt", "expiresAt")) {
                        body.put(field, body.get(field).asString().replace(FIRST, day));
                    }
                }))
                .toList();
    }

    private static Login found(String login) {
        return SCHEMA.search().find(login, ACME, NOW).orElseThrow();
    }

    private static List<Login> foundByUser(String user) {
        return SCHEMA.search()
                .search(new Criteria(null, user, null, null, null, null, null, null, 50), ACME, NOW)
                .logins();
    }

    private static void sweep(Instant now) {
        new Retention(SCHEMA.jdbc, SCHEMA.transaction, Duration.ofDays(90), InstantSource.fixed(now)).sweep();
    }

    /** Of the facts' tables those that were so much as thought of: the planner, too, locks what it looks at. */
    private static List<String> touched(Runnable asking) {
        return Objects.requireNonNull(SCHEMA.transaction.execute(_ -> {
            for (var time = 0; time < OFTEN; time++) {
                asking.run();
            }
            return SCHEMA.jdbc.sql("""
                            SELECT DISTINCT relname FROM pg_locks JOIN pg_class ON pg_class.oid = relation
                            WHERE pid = pg_backend_pid() AND relname ~ '^fact_[0-9]{8}$' ORDER BY 1
                            """).query(String.class).list();
        }));
    }

    private static List<String> listed() {
        return SCHEMA.jdbc
                .sql("SELECT concat_ws(' ', tenant, login_id, day) FROM login_day ORDER BY 1")
                .query(String.class)
                .list();
    }

    private static String row(String login, String day) {
        return "acme " + login + " " + day;
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
