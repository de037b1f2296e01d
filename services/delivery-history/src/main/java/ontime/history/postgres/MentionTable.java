package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.search.Mention;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The names by which logins are found, and where each stands among those of the same name. */
final class MentionTable {

    private static final String ADD = """
            INSERT INTO @mention (tenant, name, at, login_id)
            SELECT * FROM unnest(CAST(:tenants AS text[]), CAST(:names AS text[]), CAST(:ats AS timestamptz[]),
                                 CAST(:logins AS text[]))
            ON CONFLICT DO NOTHING
            """;

    private static final String REMOVE = """
            DELETE FROM @mention WHERE (tenant, name, at, login_id) IN (
                SELECT * FROM unnest(CAST(:tenants AS text[]), CAST(:names AS text[]), CAST(:ats AS timestamptz[]),
                                     CAST(:logins AS text[])))
            """;

    /** For each name its newest mentions by index; of all of them the newest. */
    private static final String NEWEST = """
            SELECT found.* FROM unnest(CAST(:tenants AS text[])) AS one (tenant)
            CROSS JOIN unnest(CAST(:names AS text[])) AS wanted (name)
            CROSS JOIN LATERAL (
                SELECT tenant, at, login_id FROM @mention AS mention
                WHERE mention.tenant = one.tenant AND mention.name = wanted.name AND {conditions}
                ORDER BY at DESC, login_id DESC LIMIT :limit
            ) AS found
            ORDER BY at DESC, tenant DESC, login_id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final Generation generation;

    MentionTable(JdbcClient jdbc, Generation generation) {
        this.jdbc = jdbc;
        this.generation = generation;
    }

    /** Adds what is not there yet, in the order in which it is given. */
    void add(List<Mention> mentions) {
        run(ADD, mentions);
    }

    void remove(List<Mention> mentions) {
        run(REMOVE, mentions);
    }

    private void run(String statement, List<Mention> mentions) {
        jdbc.sql(generation.sql(statement))
                .param("tenants", column(mentions, Mention::tenant))
                .param("names", column(mentions, Mention::name))
                .param("ats", column(mentions, mention -> mention.at().toString()))
                .param("logins", column(mentions, Mention::loginId))
                .update();
    }

    /**
     * The newest places at which logins are mentioned by one of these names.
     *
     * @param from the first instant; null for no bound, as with {@code to}, the first instant after it
     * @param after only places beyond this one
     */
    List<Position> newest(
            Set<String> names,
            Set<String> tenants,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Position after,
            int limit) {
        var query = new Conditions();
        query.and("at >= :from", "from", utc(from));
        query.and("at < :to", "to", utc(to));
        if (after != null) {
            query.and("at <= :at", "at", utc(after.startedAt()));
            query.and("(at, tenant, login_id) < (:at, :tenant, :login)", "tenant", after.tenant());
            query.with("login", after.loginId());
        }
        query.with("limit", limit);
        query.with("tenants", tenants.toArray(String[]::new));
        query.with("names", names.toArray(String[]::new));
        return jdbc.sql(generation.sql(NEWEST).replace("{conditions}", query.sql()))
                .params(query.parameters())
                .query(MentionTable::position)
                .list();
    }

    private static Position position(ResultSet row, int number) throws SQLException {
        return new Position(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("tenant"),
                row.getString("login_id"));
    }

    private static String[] column(List<Mention> rows, Function<Mention, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
