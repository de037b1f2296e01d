package ontime.history.postgres;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.AuditUnavailableException;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import ontime.history.rights.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** The audit as a table that can only grow: what else is tried, its triggers refuse. */
final class PostgresAuditLog implements AuditLog {

    private static final String WRITE = """
            INSERT INTO audit (at, tenant, actor, roles, action, kind, subject, reason, outcome)
            SELECT * FROM unnest(CAST(:ats AS timestamptz[]), CAST(:tenants AS text[]), CAST(:actors AS text[]),
                CAST(:roles AS text[]), CAST(:actions AS text[]), CAST(:kinds AS text[]), CAST(:subjects AS text[]),
                CAST(:reasons AS text[]), CAST(:outcomes AS text[]))
            """;

    private static final String FIND = """
            SELECT number, at, tenant, actor, roles, action, kind, subject, reason, outcome FROM audit
            WHERE tenant = ANY(:tenants)
              AND (CAST(:actor AS text) IS NULL OR actor = :actor)
              AND (CAST(:action AS text) IS NULL OR action = :action)
              AND (CAST(:subject AS text) IS NULL OR subject = :subject)
              AND (CAST(:from AS timestamptz) IS NULL OR at >= :from)
              AND (CAST(:to AS timestamptz) IS NULL OR at < :to)
              AND (CAST(:before AS bigint) IS NULL OR number < :before)
            ORDER BY number DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;

    PostgresAuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void record(List<AuditEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            jdbc.sql(WRITE)
                    .param("ats", column(entries, entry -> entry.at().toString()))
                    .param("tenants", column(entries, AuditEntry::tenant))
                    .param("actors", column(entries, entry -> storable(entry.actor())))
                    .param("roles", column(entries, entry -> roles(entry.roles())))
                    .param("actions", column(entries, entry -> entry.action().name()))
                    .param(
                            "kinds",
                            column(entries, entry -> entry.subject().kind().name()))
                    .param(
                            "subjects",
                            column(entries, entry -> storable(entry.subject().value())))
                    .param("reasons", column(entries, entry -> storable(entry.reason())))
                    .param("outcomes", column(entries, entry -> entry.outcome().name()))
                    .update();
        } catch (DataAccessException | TransactionException e) {
            throw new AuditUnavailableException(e);
        }
    }

    private static @Nullable String[] column(
            List<AuditEntry> entries, Function<AuditEntry, @Nullable String> property) {
        return entries.stream().map(property).toArray(String[]::new);
    }

    /** PostgreSQL keeps no character of value 0, and an entry must not fail because somebody typed one. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\ufffd');
    }

    private static String roles(Set<Role> roles) {
        return String.join(" ", roles.stream().map(Role::name).sorted().toList());
    }

    @Override
    public Page find(Filter filter, Set<String> tenants) {
        var found = jdbc.sql(FIND)
                .param("tenants", tenants.toArray(String[]::new))
                .param("actor", filter.actor())
                .param(
                        "action",
                        filter.action() == null ? null : filter.action().name())
                .param("subject", filter.subject())
                .param("from", utc(filter.from()))
                .param("to", utc(filter.to()))
                .param("before", filter.before())
                .param("limit", filter.limit() + 1)
                .query((row, _) -> read(row))
                .list();
        if (found.size() <= filter.limit()) {
            return new Page(found, null);
        }
        var shown = found.subList(0, filter.limit());
        return new Page(shown, shown.getLast().number());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static Numbered read(ResultSet row) throws SQLException {
        return new Numbered(
                row.getLong("number"),
                new AuditEntry(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("tenant"),
                        row.getString("actor"),
                        Arrays.stream(row.getString("roles").split(" ", -1))
                                .filter(name -> !name.isEmpty())
                                .map(Role::valueOf)
                                .collect(toUnmodifiableSet()),
                        Action.valueOf(row.getString("action")),
                        new Subject(Subject.Kind.valueOf(row.getString("kind")), row.getString("subject")),
                        row.getString("reason"),
                        Outcome.valueOf(row.getString("outcome"))));
    }
}
