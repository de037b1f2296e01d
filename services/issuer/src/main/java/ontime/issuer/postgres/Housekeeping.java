package ontime.issuer.postgres;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Keeps challenges no longer than they are needed; of a user, only the last sequence number and the wrong codes in a
 * row stay. Every replica may do it at any time.
 */
public final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** For so long a challenge can be looked up. The history keeps what happened to it. */
    private static final Duration KEPT = Duration.ofHours(24);

    /** As far as a policy may have SMS judged. */
    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(2);

    /**
     * Short transactions: nobody's check waits for the broom. What is old is found once, and kept: as a mere condition
     * the planner may ask for it again for each row that it looks at.
     */
    private static final int AT_ONCE = 1_000;

    private final JdbcClient database;
    private final InstantSource clock;

    public Housekeeping(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Wipes what a resend needed, and when it would have been due, from challenges that have expired. The others were
     * wiped when they ended.
     */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.wipe:5s}")
    void wipe() {
        inPieces("wiped the contents of {} challenges that expired", """
                with old as materialized (
                    select challenge_id from challenge where contents is not null and expires_at <= :limit
                    limit :pieces for update skip locked)
                update challenge set contents = null, fallback_at = null
                where challenge_id in (select challenge_id from old)
                """, Duration.ZERO);
    }

    /** Deletes challenges that nobody will ask for any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetChallenges() {
        delete("deleted {} old challenges", "challenge", "challenge_id", "expires_at <= :limit", KEPT);
    }

    /** Deletes whose logins were, once their challenges are gone. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetLogins() {
        delete("forgot {} old logins", "login", "tenant, login_id", "claimed_at <= :limit", KEPT.multipliedBy(2));
    }

    /** Deletes answers that nobody repeats a request for any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetAnswers() {
        delete("forgot {} answers", "answered_request", "tenant, key", "claimed_at <= :limit", KEPT);
    }

    /** Deletes the names of users who were erased: nothing older comes back any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetErased() {
        delete("forgot {} erased users", "user_state", "tenant, user_id", "erased_at <= :limit", KEPT);
        delete(
                "forgot the contact books of {} erased users",
                "contact_book",
                "tenant, user_id",
                "erased_at <= :limit",
                KEPT);
    }

    /** Deletes suppressions that have ended. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetSuppressions() {
        delete("forgot {} suppressions", "suppression", "tenant, fingerprint", "until <= :limit", Duration.ZERO);
    }

    /** Deletes counters in which nothing counts any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetCounters() {
        delete(
                "forgot {} counters",
                "limit_counter",
                "tenant, limit_name, subject, slot",
                "idle_at <= :limit",
                Duration.ZERO);
    }

    /** Deletes what became of codes that no guard looks back to any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetOutcomes() {
        delete(
                "forgot {} outcomes of SMS",
                "sms_outcome",
                "tenant, country, prefix, slot",
                "slot <= :limit",
                LONGEST_LOOK_BACK);
        delete(
                "forgot {} closed ranges",
                "closed_range",
                "tenant, country, prefix",
                "reopens_at <= :limit",
                LONGEST_LOOK_BACK);
    }

    /** @param key the columns of it */
    private void delete(String done, String table, String key, String condition, Duration age) {
        inPieces(done, """
                with old as materialized (
                    select %2$s from %1$s where %3$s
                    limit :pieces for update skip locked)
                delete from %1$s where (%2$s) in (select %2$s from old)
                """.formatted(table, key, condition), age);
    }

    private void inPieces(String done, String statement, Duration age) {
        try {
            int all = 0;
            int piece;
            do {
                piece = database.sql(statement)
                        .param("limit", Times.utc(clock.instant().minus(age)))
                        .param("pieces", AT_ONCE)
                        .update();
                all += piece;
            } while (piece == AT_ONCE);
            if (all > 0) {
                LOG.debug(done, all);
            }
        } catch (RuntimeException e) {
            LOG.warn("house-keeping has to wait: {}", e.getMessage());
        }
    }
}
