package ontime.issuer.postgres;

import ontime.events.AccountSettings;
import ontime.issuer.contact.AccountRules;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tenants want of their users, as rows. */
final class AccountTable {

    private final JdbcClient database;

    AccountTable(JdbcClient database) {
        this.database = database;
    }

    AccountRules rules(String tenant) {
        return database.sql("select two_step_required, enrolment_url from account_settings where tenant = :tenant")
                .param("tenant", tenant)
                .query((row, number) ->
                        new AccountRules(row.getBoolean("two_step_required"), row.getString("enrolment_url")))
                .optional()
                .orElse(AccountRules.NONE);
    }

    void keep(AccountSettings settings) {
        database.sql("""
                        insert into account_settings as known (tenant, revision, two_step_required, enrolment_url, changed_at)
                        values (:tenant, :revision, :required, :url, :changed)
                        on conflict (tenant) do update set revision = excluded.revision,
                            two_step_required = excluded.two_step_required, enrolment_url = excluded.enrolment_url,
                            changed_at = excluded.changed_at
                        where excluded.revision > known.revision
                        """)
                .param("tenant", settings.getTenant())
                .param("revision", settings.getRevision())
                .param("required", settings.getTwoStepRequired())
                .param("url", settings.getEnrolmentUrl())
                .param("changed", Times.utc(settings.getChangedAt()))
                .update();
    }
}
