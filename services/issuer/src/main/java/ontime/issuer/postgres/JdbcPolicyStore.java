package ontime.issuer.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ontime.issuer.json.PolicyJson;
import ontime.issuer.policy.PolicyStore;
import ontime.issuer.policy.PolicyVersion;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Policies as rows that are added and never changed. */
public final class JdbcPolicyStore implements PolicyStore {

    private final JdbcClient database;
    private final PolicyJson json;

    public JdbcPolicyStore(JdbcClient database, PolicyJson json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Map<String, Integer> newest() {
        var newest = new HashMap<String, Integer>();
        database.sql("select tenant, max(version) as version from tenant_policy group by tenant")
                .query(row -> {
                    newest.put(row.getString("tenant"), row.getInt("version"));
                });
        return newest;
    }

    @Override
    public Optional<PolicyVersion> find(String tenant, int version) {
        return database.sql("""
                        select version, content, changed_at, changed_by, reason from tenant_policy
                        where tenant = :tenant and version = :version
                        """)
                .param("tenant", tenant)
                .param("version", version)
                .query((row, number) ->
                        new PolicyVersion(json.readStored(row.getString("content")), change(row, number)))
                .optional();
    }

    @Override
    public List<PolicyVersion.Change> changes(String tenant) {
        return database.sql("""
                        select version, changed_at, changed_by, reason from tenant_policy
                        where tenant = :tenant order by version desc
                        """)
                .param("tenant", tenant)
                .query(JdbcPolicyStore::change)
                .list();
    }

    private static PolicyVersion.Change change(ResultSet row, int number) throws SQLException {
        return new PolicyVersion.Change(
                row.getInt("version"),
                Times.instant(row, "changed_at"),
                row.getString("changed_by"),
                row.getString("reason"));
    }

    @Override
    public boolean add(String tenant, PolicyVersion version) {
        var at = version.change().at();
        return database.sql("""
                        insert into tenant_policy (tenant, version, content, changed_at, changed_by, reason)
                        values (:tenant, :version, :content::jsonb, :at, :by, :reason) on conflict do nothing
                        """)
                        .param("tenant", tenant)
                        .param("version", version.version())
                        .param("content", json.write(version.policy()))
                        .param("at", at == null ? null : Times.utc(at))
                        .param("by", version.change().by())
                        .param("reason", version.change().reason())
                        .update()
                == 1;
    }
}
