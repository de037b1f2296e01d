package ontime.history.postgres;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import ontime.history.facts.FactCount;
import org.springframework.jdbc.core.simple.JdbcClient;

/** On which days logins have facts, so that whoever looks for a login looks into the tables of these days only. */
final class LoginDays {

    private static final String ADD = """
            INSERT INTO @login_day (tenant, login_id, day)
            SELECT * FROM unnest(CAST(:tenants AS text[]), CAST(:logins AS text[]), CAST(:days AS date[]))
            ON CONFLICT DO NOTHING
            """;

    private static final String REMOVE = """
            DELETE FROM @login_day AS listed
            USING unnest(CAST(:tenants AS text[]), CAST(:logins AS text[]), CAST(:days AS date[]))
                AS gone (tenant, login_id, day)
            WHERE listed.tenant = gone.tenant AND listed.login_id = gone.login_id AND listed.day = gone.day
            AND NOT EXISTS (
                SELECT FROM @fact AS fact
                WHERE fact.tenant = gone.tenant AND fact.login_id = gone.login_id
                AND fact.happened_at >= CAST(gone.day AS timestamp) AT TIME ZONE 'UTC'
                AND fact.happened_at < CAST(gone.day AS timestamp) AT TIME ZONE 'UTC' + interval '24 hours'
                AND {days})
            """;

    private static final String MISTRUST = """
            INSERT INTO unlisted_day SELECT DISTINCT day FROM unnest(CAST(:days AS date[])) AS day ORDER BY day
            ON CONFLICT DO NOTHING
            """;

    /** On a day of which not all logins are listed, any login may have facts. */
    private static final String OF_LOGINS = """
            WITH asked AS (
                SELECT * FROM unnest(CAST(:tenants AS text[]), CAST(:logins AS text[])) AS asked (tenant, login_id)
            )
            SELECT tenant, login_id, day FROM asked JOIN @login_day USING (tenant, login_id)
            UNION
            SELECT tenant, login_id, day FROM asked CROSS JOIN unlisted_day
            """;

    private final JdbcClient jdbc;
    private final Generation generation;

    LoginDays(JdbcClient jdbc, Generation generation) {
        this.jdbc = jdbc;
        this.generation = generation;
    }

    /** Adds what is not there yet, in the order in which it is given. */
    void add(List<LoginDay> days) {
        run(generation.sql(ADD), days).update();
    }

    /** Takes those out on which no fact is left. */
    void remove(List<LoginDay> days) {
        var onDays = OnDays.condition(
                "fact.happened_at", days.stream().map(LoginDay::day).toList());
        run(generation.sql(REMOVE).replace("{days}", onDays), days).update();
    }

    /**
     * Has all look-ups look into these days until they have been listed once more: of a fact that somebody writes just
     * now to a login that was listed there is no trace in the list.
     */
    void mistrust(List<LoginDay> days) {
        jdbc.sql(MISTRUST)
                .param("days", column(days, one -> one.day().toString()))
                .update();
    }

    /** The days on which these logins have facts. */
    List<LoginDay> of(Collection<FactCount.Key> logins) {
        return jdbc.sql(generation.sql(OF_LOGINS))
                .param("tenants", column(logins, FactCount.Key::tenant))
                .param("logins", column(logins, FactCount.Key::loginId))
                .query((row, _) -> new LoginDay(
                        row.getString("tenant"), row.getString("login_id"), row.getObject("day", LocalDate.class)))
                .list();
    }

    private JdbcClient.StatementSpec run(String statement, List<LoginDay> days) {
        return jdbc.sql(statement)
                .param("tenants", column(days, LoginDay::tenant))
                .param("logins", column(days, LoginDay::loginId))
                .param("days", column(days, one -> one.day().toString()));
    }

    private static <T> String[] column(Collection<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
