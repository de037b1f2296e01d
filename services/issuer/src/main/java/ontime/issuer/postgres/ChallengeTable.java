package ontime.issuer.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Timer;
import ontime.issuer.contact.ContactVersions;
import ontime.tracing.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Challenges as rows. */
final class ChallengeTable {

    private static final String CHALLENGES = """
            select challenge_id, tenant, user_id, login_id, sequence, reference, code_id, code_hash, clicked_at,
                requested_at, expires_at, state, accepted_until, attempts_left, deliveries, requested_channel, channel,
                routing_reason, destination, fingerprint, posted_at, resend_at, fallback_at, both_channels, heard, contents,
                phone_version, email_version, traceparent
            from challenge
            """;

    private final JdbcClient database;

    ChallengeTable(JdbcClient database) {
        this.database = database;
    }

    List<Challenge> recent(String tenant, String userId, Instant since) {
        return database.sql(CHALLENGES + """
                        where tenant = :tenant and user_id = :user and requested_at > :since
                        order by sequence desc
                        """)
                .param("tenant", tenant)
                .param("user", userId)
                .param("since", Times.utc(since))
                .query(ChallengeTable::challenge)
                .list();
    }

    Optional<Challenge> find(String tenant, String challengeId) {
        return database.sql(CHALLENGES + "where tenant = :tenant and challenge_id = :challenge")
                .param("tenant", tenant)
                .param("challenge", challengeId)
                .query(ChallengeTable::present)
                .optional();
    }

    Optional<Challenge> newestOfLogin(String tenant, String loginId) {
        return database.sql(CHALLENGES + """
                        where tenant = :tenant and login_id = :login
                        order by requested_at desc, sequence desc limit 1
                        """)
                .param("tenant", tenant)
                .param("login", loginId)
                .query(ChallengeTable::present)
                .optional();
    }

    List<Timer> timers(Instant now, int limit) {
        return database.sql("""
                        select tenant, challenge_id, fallback_at from challenge
                        where fallback_at <= :now and expires_at > :now
                        order by fallback_at limit :limit
                        """)
                .param("now", Times.utc(now))
                .param("limit", limit)
                .query((row, number) -> new Timer(
                        row.getString("tenant"), row.getString("challenge_id"), Times.instant(row, "fallback_at")))
                .list();
    }

    Optional<byte[]> destinations(String tenant, String challengeId) {
        return database.sql("""
                        select destinations from challenge
                        where tenant = :tenant and challenge_id = :challenge and destinations is not null
                        """)
                .param("tenant", tenant)
                .param("challenge", challengeId)
                .query((row, number) -> row.getBytes("destinations"))
                .optional();
    }

    void add(Challenge challenge, byte @Nullable [] destinations) {
        bindChanging(database.sql("""
                        insert into challenge (challenge_id, tenant, user_id, login_id, sequence, reference, code_id,
                            code_hash, clicked_at, requested_at, expires_at, state, accepted_until, attempts_left,
                            deliveries, requested_channel, channel, routing_reason, destination, fingerprint, posted_at,
                            resend_at, fallback_at, both_channels, heard, contents, phone_version, email_version, destinations,
                            traceparent)
                        values (:challenge, :tenant, :user, :login, :sequence, :reference, :codeId, :hash, :clicked,
                            :requested, :expires, :state, :accepted, :attempts, :deliveries, :requestedChannel, :channel,
                            :reason, :destination, :fingerprint, :posted, :resend, :fallback, :both, :heard, :contents,
                            :phoneVersion, :emailVersion, :destinations, :traceparent)
                        """), challenge)
                .param("challenge", challenge.challengeId())
                .param("tenant", challenge.tenant())
                .param("user", challenge.userId())
                .param("login", challenge.loginId())
                .param("sequence", challenge.sequence())
                .param("reference", challenge.reference())
                .param("codeId", challenge.code().id())
                .param("hash", challenge.code().hash())
                .param("clicked", Times.utcOrNull(challenge.clickedAt()))
                .param("requested", Times.utc(challenge.requestedAt()))
                .param("expires", Times.utc(challenge.expiresAt()))
                .param("phoneVersion", challenge.contacts().phone())
                .param("emailVersion", challenge.contacts().email())
                .param("destinations", destinations)
                .param("traceparent", Objects.toString(Work.context(), null))
                .update();
    }

    void change(Challenge challenge) {
        bindChanging(database.sql("""
                        update challenge set state = :state, accepted_until = :accepted, attempts_left = :attempts,
                            deliveries = :deliveries, requested_channel = :requestedChannel, channel = :channel,
                            routing_reason = :reason, destination = :destination, fingerprint = :fingerprint,
                            posted_at = :posted, resend_at = :resend, fallback_at = :fallback, both_channels = :both,
                            heard = :heard, contents = :contents
                        where challenge_id = :challenge
                        """), challenge)
                .param("challenge", challenge.challengeId())
                .update();
    }

    /** Binds what a challenge may have changed since it was made, its identity aside. */
    private static StatementSpec bindChanging(StatementSpec statement, Challenge challenge) {
        var sending = challenge.sending();
        var routing = sending.routing();
        return statement
                .param("state", challenge.state().name())
                .param("accepted", Times.utcOrNull(challenge.acceptedUntil()))
                .param("attempts", challenge.attemptsLeft())
                .param("deliveries", sending.deliveries())
                .param(
                        "requestedChannel",
                        routing.requested() == null ? null : routing.requested().name())
                .param("channel", routing.used().name())
                .param("reason", routing.reason().name())
                .param("destination", routing.destination())
                .param("fingerprint", routing.fingerprint())
                .param("posted", Times.utc(sending.postedAt()))
                .param("resend", Times.utc(sending.resendAt()))
                .param("fallback", Times.utcOrNull(sending.fallbackAt()))
                .param("both", sending.bothChannels())
                .param("heard", sending.heard().name())
                .param("contents", challenge.contents());
    }

    /** The one that the present work is about. */
    private static Challenge present(ResultSet row, int number) throws SQLException {
        Work.isAbout(row.getString("login_id"), row.getString("traceparent"));
        return challenge(row, number);
    }

    private static Challenge challenge(ResultSet row, int number) throws SQLException {
        return new Challenge(
                row.getString("challenge_id"),
                row.getString("tenant"),
                row.getString("user_id"),
                row.getString("login_id"),
                row.getLong("sequence"),
                row.getString("reference"),
                new Challenge.Code(row.getString("code_id"), row.getBytes("code_hash")),
                Times.instantOrNull(row, "clicked_at"),
                Times.instant(row, "requested_at"),
                Times.instant(row, "expires_at"),
                Challenge.State.valueOf(row.getString("state")),
                Times.instantOrNull(row, "accepted_until"),
                row.getInt("attempts_left"),
                new Challenge.Sending(
                        row.getInt("deliveries"),
                        routing(row),
                        Times.instant(row, "posted_at"),
                        Times.instant(row, "resend_at"),
                        Times.instantOrNull(row, "fallback_at"),
                        row.getBoolean("both_channels"),
                        Challenge.Heard.valueOf(row.getString("heard"))),
                row.getBytes("contents"),
                new ContactVersions(
                        row.getObject("phone_version", Long.class), row.getObject("email_version", Long.class)));
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
