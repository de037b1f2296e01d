package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import ontime.directory.user.Actor;
import ontime.directory.user.AuditEntry;
import ontime.directory.user.Lookup;
import ontime.events.ChangedBy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what. The database itself refuses that a row is changed or deleted. */
final class AuditTable {

    private final JdbcClient database;

    AuditTable(JdbcClient database) {
        this.database = database;
    }

    void add(AuditEntry entry) {
        database.sql("""
                        insert into audit (tenant, at, actor, role, action, user_id, reason, detail)
                        values (:tenant, :at, :actor, :role, :action, :user, :reason, :detail)
                        """)
                .param("tenant", entry.tenant())
                .param("at", Times.utc(entry.at()))
                .param("actor", entry.actor().name())
                .param("role", entry.actor().by().name())
                .param("action", entry.action().name())
                .param("user", entry.userId())
                .param("reason", entry.actor().reason())
                .param("detail", entry.detail())
                .update();
    }

    List<Lookup.Numbered> newest(String tenant, @Nullable String userId, @Nullable Long before, int limit) {
        return database.sql("""
                        select * from audit where tenant = :tenant and id < :before
                            and (cast(:user as text) is null or user_id = :user)
                        order by id desc limit :limit
                        """)
                .param("tenant", tenant)
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("user", userId)
                .param("limit", limit)
                .query(AuditTable::entry)
                .list();
    }

    private static Lookup.Numbered entry(ResultSet row, int number) throws SQLException {
        return new Lookup.Numbered(
                row.getLong("id"),
                new AuditEntry(
                        row.getString("tenant"),
                        Times.instant(row, "at"),
                        new Actor(
                                ChangedBy.valueOf(row.getString("role")),
                                row.getString("actor"),
                                row.getString("reason")),
                        AuditEntry.Action.named(row.getString("action")),
                        row.getString("user_id"),
                        row.getString("detail")));
    }
}
