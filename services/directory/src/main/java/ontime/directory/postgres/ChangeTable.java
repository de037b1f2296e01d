package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ontime.directory.user.Actor;
import ontime.directory.user.ContactChange;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.UserKey;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes that wait for their proof. */
final class ChangeTable {

    private final JdbcClient database;

    ChangeTable(JdbcClient database) {
        this.database = database;
    }

    void add(ContactChange change) {
        database.sql("""
                        update contact_change set state = 'REPLACED', closed = null, proof = null
                        where tenant = :tenant and user_id = :user and kind = :kind and state = 'PENDING'
                        """)
                .param("tenant", change.user().tenant())
                .param("user", change.user().userId())
                .param("kind", change.kind().name())
                .update();
        database.sql("""
                        insert into contact_change (change_id, tenant, user_id, kind, based_on, state, closed, masked,
                            country, fingerprint, valid_until, changed_by, actor, reason, challenge_id,
                            reference, asked_at, expires_at)
                        values (:id, :tenant, :user, :kind, :basedOn, :state, :closed, :masked, :country, :fingerprint,
                            :until, :by, :actor, :reason, :challenge, :reference, :asked, :expires)
                        """)
                .param("id", change.id())
                .param("tenant", change.user().tenant())
                .param("user", change.user().userId())
                .param("kind", change.kind().name())
                .param("basedOn", change.basedOn())
                .param("state", change.state().name())
                .param("closed", change.closed())
                .param("masked", change.shown().masked())
                .param("country", change.shown().country())
                .param("fingerprint", change.shown().fingerprint())
                .param("until", Times.utcOrNull(change.validUntil()))
                .param("by", change.actor().by().name())
                .param("actor", change.actor().name())
                .param("reason", change.actor().reason())
                .param("challenge", change.challengeId())
                .param("reference", change.reference())
                .param("asked", Times.utc(change.askedAt()))
                .param("expires", Times.utc(change.expiresAt()))
                .update();
    }

    Optional<ContactChange> find(String tenant, String id) {
        return database.sql("select * from contact_change where tenant = :tenant and change_id = :id")
                .param("tenant", tenant)
                .param("id", id)
                .query(ChangeTable::change)
                .optional();
    }

    List<ContactChange> pending(UserKey user, Instant now) {
        return database.sql("""
                        select * from contact_change where tenant = :tenant and user_id = :user
                            and state = 'PENDING' and expires_at > :now order by asked_at
                        """)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("now", Times.utc(now))
                .query(ChangeTable::change)
                .list();
    }

    void proved(ContactChange change, byte[] proof) {
        database.sql("update contact_change set proof = :proof where change_id = :id and state = 'PENDING'")
                .param("proof", proof)
                .param("id", change.id())
                .update();
    }

    void settle(ContactChange change, ContactChange.State state) {
        database.sql("update contact_change set state = :state, closed = null, proof = null"
                        + " where change_id = :id and state = 'PENDING'")
                .param("state", state.name())
                .param("id", change.id())
                .update();
    }

    /** Ends what waits of a user. */
    void fail(UserKey user) {
        database.sql("""
                        update contact_change set state = 'FAILED', closed = null, proof = null
                        where tenant = :tenant and user_id = :user and state = 'PENDING'
                        """)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .update();
    }

    /** Wipes the destinations of changes that nobody has proved in time. */
    int fail(Instant now) {
        return database.sql("""
                        update contact_change set state = 'FAILED', closed = null, proof = null
                        where state = 'PENDING' and expires_at <= :now
                        """).param("now", Times.utc(now)).update();
    }

    private static ContactChange change(ResultSet row, int number) throws SQLException {
        return new ContactChange(
                row.getString("change_id"),
                new UserKey(row.getString("tenant"), row.getString("user_id")),
                ContactKind.valueOf(row.getString("kind")),
                row.getLong("based_on"),
                ContactChange.State.valueOf(row.getString("state")),
                row.getBytes("closed"),
                row.getBytes("proof"),
                new ContactVersion.Shown(
                        row.getString("masked"), row.getString("fingerprint"), row.getString("country")),
                Times.instantOrNull(row, "valid_until"),
                new Actor(
                        ChangedBy.valueOf(row.getString("changed_by")),
                        row.getString("actor"),
                        row.getString("reason")),
                row.getString("challenge_id"),
                row.getString("reference"),
                Times.instant(row, "asked_at"),
                Times.instant(row, "expires_at"));
    }
}
