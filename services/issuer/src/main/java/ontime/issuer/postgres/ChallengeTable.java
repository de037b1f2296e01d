package ontime.issuer.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.challenge.Challenge;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Challenges as rows. */
final class ChallengeTable {

    private static final String CHALLENGES = """
            select challenge_id, tenant, user_id, login_id, sequence, reference, code_hash, clicked_at, requested_at,
                expires_at, state, attempts_left, deliveries, requested_channel, channel, routing_reason, destination,
                fingerprint, resend_at, contents
            from challenge
            """;

    private final JdbcClient database;

    ChallengeTable(JdbcClient database) {
        this.database = database;
    }

    List<Challenge> recent(String tenant, String userId, Instant since, String lock) {
        return database.sql(CHALLENGES + """
                        where tenant = :tenant and user_id = :user and requested_at > :since
                        order by sequence desc
                        """ + lock)
                .param("tenant", tenant)
                .param("user", userId)
                .param("since", Times.utc(since))
                .query(ChallengeTable::challenge)
                .list();
    }

    Optional<Challenge> find(String tenant, String challengeId, String lock) {
        return database.sql(CHALLENGES + "where tenant = :tenant and challenge_id = :challenge " + lock)
                .param("tenant", tenant)
                .param("challenge", challengeId)
                .query(ChallengeTable::challenge)
                .optional();
    }

    Optional<Challenge> newestOfLogin(String tenant, String loginId, String lock) {
        return database.sql(CHALLENGES + """
                        where tenant = :tenant and login_id = :login
                        order by requested_at desc, sequence desc limit 1
                        """ + lock)
                .param("tenant", tenant)
                .param("login", loginId)
                .query(ChallengeTable::challenge)
                .optional();
    }

    void add(Challenge challenge) {
        var clicked = challenge.clickedAt();
        bindChanging(database.sql("""
                        insert into challenge (challenge_id, tenant, user_id, login_id, sequence, reference, code_hash,
                            clicked_at, requested_at, expires_at, state, attempts_left, deliveries, requested_channel,
                            channel, routing_reason, destination, fingerprint, resend_at, contents)
                        values (:challenge, :tenant, :user, :login, :sequence, :reference, :hash,
                            :clicked, :requested, :expires, :state, :attempts, :deliveries, :requestedChannel,
                            :channel, :reason, :destination, :fingerprint, :resend, :contents)
                        """), challenge)
                .param("challenge", challenge.challengeId())
                .param("tenant", challenge.tenant())
                .param("user", challenge.userId())
                .param("login", challenge.loginId())
                .param("sequence", challenge.sequence())
                .param("reference", challenge.reference())
                .param("hash", challenge.codeHash())
                .param("clicked", clicked == null ? null : Times.utc(clicked))
                .param("requested", Times.utc(challenge.requestedAt()))
                .param("expires", Times.utc(challenge.expiresAt()))
                .update();
    }

    void change(Challenge challenge) {
        bindChanging(database.sql("""
                        update challenge set state = :state, attempts_left = :attempts, deliveries = :deliveries,
                            requested_channel = :requestedChannel, channel = :channel, routing_reason = :reason,
                            destination = :destination, fingerprint = :fingerprint, resend_at = :resend,
                            contents = :contents
                        where challenge_id = :challenge
                        """), challenge)
                .param("challenge", challenge.challengeId())
                .update();
    }

    /** Binds what a challenge may have changed since it was made, its identity aside. */
    private static StatementSpec bindChanging(StatementSpec statement, Challenge challenge) {
        var routing = challenge.routing();
        return statement
                .param("state", challenge.state().name())
                .param("attempts", challenge.attemptsLeft())
                .param("deliveries", challenge.deliveries())
                .param(
                        "requestedChannel",
                        routing.requested() == null ? null : routing.requested().name())
                .param("channel", routing.used().name())
                .param("reason", routing.reason().name())
                .param("destination", routing.destination())
                .param("fingerprint", routing.fingerprint())
                .param("resend", Times.utc(challenge.resendAt()))
                .param("contents", challenge.contents());
    }

    private static Challenge challenge(ResultSet row, int number) throws SQLException {
        return new Challenge(
                row.getString("challenge_id"),
                row.getString("tenant"),
                row.getString("user_id"),
                row.getString("login_id"),
                row.getLong("sequence"),
                row.getString("reference"),
                row.getBytes("code_hash"),
                Times.instantOrNull(row, "clicked_at"),
                Times.instant(row, "requested_at"),
                Times.instant(row, "expires_at"),
                Challenge.State.valueOf(row.getString("state")),
                row.getInt("attempts_left"),
                row.getInt("deliveries"),
                routing(row),
                Times.instant(row, "resend_at"),
                row.getBytes("contents"));
    }

    private static Challenge.Routing routing(ResultSet row) throws SQLException {
        String requested = row.getString("requested_channel");
        return new Challenge.Routing(
                requested == null ? null : Channel.valueOf(requested),
                Channel.valueOf(row.getString("channel")),
                RoutingReason.valueOf(row.getString("routing_reason")),
                row.getString("destination"),
                row.getString("fingerprint"));
    }
}
