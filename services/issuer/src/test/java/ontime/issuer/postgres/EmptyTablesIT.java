package ontime.issuer.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import ontime.issuer.MovableClock;
import ontime.issuer.kafka.OutboxEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What takes some rows takes no more of them, also while the planner believes that a table is almost empty. */
@ExtendWith(OutputCaptureExtension.class)
class EmptyTablesIT {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final IssuerSchema SCHEMA = new IssuerSchema("emptytables");

    private final JdbcClient database = SCHEMA.database();

    @BeforeAll
    static void rememberAlmostEmptyTables() {
        var database = SCHEMA.database();
        publish(database, 1);
        send(database, "first", 1);
        logIn(database, "first", 1, NOW);
        for (String table : new String[] {"outbox", "sms_sent", "login"}) {
            database.sql("alter table " + table + " set (autovacuum_enabled = false)")
                    .update();
            database.sql("analyze " + table).update();
            database.sql("delete from " + table).update();
        }
    }

    @AfterAll
    static void close() {
        SCHEMA.close();
    }

    @Test
    void theOutboxGivesAsManyEntriesAsAreAskedFor() {
        publish(database, 50);

        assertThat(new JdbcOutbox(database).claim(NOW, NOW.plusSeconds(30), 7))
                .extracting(OutboxEntry::key)
                .containsExactly("k-1", "k-2", "k-3", "k-4", "k-5", "k-6", "k-7");
    }

    private static void publish(JdbcClient database, int entries) {
        database.sql("""
                        insert into outbox (topic, key, event_id, event_at, event_type, content, due_at)
                        select 'otp.requests', 'k-' || n, n::text, :now, 'type', '', :now
                        from generate_series(1, :entries) n
                        """).param("now", Times.utc(NOW)).param("entries", entries).update();
    }

    @Test
    void whatWasSentIsTakenInInPieces() {
        send(database, "s", 1_500);

        new JdbcRanges(database).takeIn(NOW);

        assertThat(count("sms_sent")).isEqualTo(500);
    }

    private static void send(JdbcClient database, String name, int sent) {
        database.sql("""
                        insert into sms_sent (challenge_id, tenant, country, prefix, sent_at, judged_at)
                        select :name || n, 'demo', 'GB', '+44770090', :now, :now from generate_series(1, :sent) n
                        """)
                .param("name", name)
                .param("now", Times.utc(NOW))
                .param("sent", sent)
                .update();
    }

    @Test
    void whatIsOldIsForgottenPieceByPieceAndNothingElseIs(CapturedOutput output) {
        logIn(database, "old", 2_500, NOW.minus(Duration.ofDays(3)));
        logIn(database, "new", 30, NOW);
        var clock = new MovableClock();
        clock.stopAt(NOW);
        var housekeeping = new Housekeeping(database, clock);

        housekeeping.forgetLogins();

        assertThat(count("login")).isEqualTo(30);
        housekeeping.wipe();
        housekeeping.forgetChallenges();
        housekeeping.forgetAnswers();
        housekeeping.forgetErased();
        housekeeping.forgetSuppressions();
        housekeeping.forgetCounters();
        housekeeping.forgetOutcomes();
        assertThat(output.getAll()).doesNotContain("house-keeping has to wait");
    }

    private static void logIn(JdbcClient database, String name, int logins, Instant at) {
        database.sql("""
                        insert into login (tenant, login_id, user_id, claimed_at)
                        select 'demo', :name || n, 'u', :at from generate_series(1, :logins) n
                        """)
                .param("name", name)
                .param("at", Times.utc(at))
                .param("logins", logins)
                .update();
    }

    private long count(String table) {
        return database.sql("select count(*) from " + table).query(Long.class).single();
    }
}
