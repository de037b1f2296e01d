package ontime.directory.postgres;

import java.time.Instant;
import java.util.Optional;
import ontime.directory.user.Settings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tenants want of all their users. */
final class SettingsTable {

    private final JdbcClient database;

    SettingsTable(JdbcClient database) {
        this.database = database;
    }

    Settings lock(String tenant, Instant now) {
        database.sql("""
                        insert into account_settings (tenant, revision, two_step_required, changed_at)
                        values (:tenant, 0, false, :now) on conflict do nothing
                        """).param("tenant", tenant).param("now", Times.utc(now)).update();
        return select("select * from account_settings where tenant = :tenant for update", tenant)
                .orElseThrow();
    }

    Optional<Settings> find(String tenant) {
        return select("select * from account_settings where tenant = :tenant", tenant);
    }

    private Optional<Settings> select(String statement, String tenant) {
        return database.sql(statement)
                .param("tenant", tenant)
                .query((row, number) -> new Settings(
                        tenant,
                        row.getLong("revision"),
                        row.getBoolean("two_step_required"),
                        row.getString("enrolment_url"),
                        Times.instant(row, "changed_at")))
                .optional();
    }

    void change(Settings settings) {
        database.sql("""
                        update account_settings set revision = :revision, two_step_required = :required,
                            enrolment_url = :url, changed_at = :changed
                        where tenant = :tenant
                        """)
                .param("revision", settings.revision())
                .param("required", settings.twoStepRequired())
                .param("url", settings.enrolmentUrl())
                .param("changed", Times.utc(settings.changedAt()))
                .param("tenant", settings.tenant())
                .update();
    }
}
