package ontime.history.postgres;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.history.facts.FactCount;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts in the index, in the tables of the days that are asked for, and reads no fact. */
@Component
final class PostgresFactCount implements FactCount {

    private static final String COUNT = """
            SELECT asked.tenant, asked.login_id, count(*) AS facts
            FROM unnest(CAST(:tenants AS text[]), CAST(:logins AS text[])) AS asked (tenant, login_id)
            JOIN fact ON fact.tenant = asked.tenant AND fact.login_id = asked.login_id
            WHERE fact.happened_at >= :since
            GROUP BY asked.tenant, asked.login_id
            """;

    private final JdbcClient jdbc;

    PostgresFactCount(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Key, Long> count(Set<Key> logins, Instant since) {
        var asked = List.copyOf(logins);
        var counts = new HashMap<Key, Long>();
        jdbc.sql(COUNT)
                .param("tenants", asked.stream().map(Key::tenant).toArray(String[]::new))
                .param("logins", asked.stream().map(Key::loginId).toArray(String[]::new))
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    counts.put(new Key(row.getString("tenant"), row.getString("login_id")), row.getLong("facts"));
                });
        return counts;
    }
}
