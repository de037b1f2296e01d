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

    /** Short transactions: nobody's check waits for the broom. */
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
                update challenge set contents = null, fallback_at = null where challenge_id in (
                    select challenge_id from challenge where contents is not null and expires_at <= :limit
                    limit :pieces for update skip locked)
                """, Duration.ZERO);
    }

    /** Deletes challenges that nobody will ask for any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void delete() {
        inPieces("deleted {} old challenges", """
                delete from challenge where challenge_id in (
                    select challenge_id from challenge where expires_at <= :limit
                    limit :pieces for update skip locked)
                """, KEPT);
    }

    /** Deletes whose logins were, once their challenges are gone. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetLogins() {
        inPieces("forgot {} old logins", """
                delete from login where (tenant, login_id) in (
                    select tenant, login_id from login where claimed_at <= :limit
                    limit :pieces for update skip locked)
                """, KEPT.multipliedBy(2));
    }

    /** Deletes answers that nobody repeats a request for any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetAnswers() {
        inPieces("forgot {} answers", """
                delete from answered_request where (tenant, key) in (
                    select tenant, key from answered_request where claimed_at <= :limit
                    limit :pieces for update skip locked)
                """, KEPT);
    }

    /** Deletes the names of users who were erased: nothing older comes back any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetErased() {
        inPieces("forgot {} erased users", """
                delete from user_state where (tenant, user_id) in (
                    select tenant, user_id from user_state where erased_at <= :limit
                    limit :pieces for update skip locked)
                """, KEPT);
        inPieces("forgot the contact books of {} erased users", """
                delete from contact_book where (tenant, user_id) in (
                    select tenant, user_id from contact_book where erased_at <= :limit
                    limit :pieces for update skip locked)
                """, KEPT);
    }

    /** Deletes suppressions that have ended. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetSuppressions() {
        inPieces("forgot {} suppressions", """
                delete from suppression where (tenant, fingerprint) in (
                    select tenant, fingerprint from suppression where until <= :limit
                    limit :pieces for update skip locked)
                """, Duration.ZERO);
    }

    /** Deletes counters in which nothing counts any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetCounters() {
        inPieces("forgot {} counters", """
                delete from limit_counter where (tenant, limit_name, subject, slot) in (
                    select tenant, limit_name, subject, slot from limit_counter where idle_at <= :limit
                    limit :pieces for update skip locked)
                """, Duration.ZERO);
    }

    /** Deletes what became of codes that no guard looks back to any more. */
    @Scheduled(fixedDelayString = "${ontime.issuer.housekeeping.delete:10m}")
    void forgetOutcomes() {
        inPieces("forgot {} outcomes of SMS", """
                delete from sms_outcome where (tenant, country, prefix, slot) in (
                    select tenant, country, prefix, slot from sms_outcome where slot <= :limit
                    limit :pieces for update skip locked)
                """, LONGEST_LOOK_BACK);
        inPieces("forgot {} closed ranges", """
                delete from closed_range where (tenant, country, prefix) in (
                    select tenant, country, prefix from closed_range where reopens_at <= :limit
                    limit :pieces for update skip locked)
                """, LONGEST_LOOK_BACK);
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
