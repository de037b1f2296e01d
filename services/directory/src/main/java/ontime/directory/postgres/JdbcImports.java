package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ontime.directory.bulk.Imports;
import ontime.directory.bulk.Progress;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far imports are. */
public final class JdbcImports implements Imports {

    /** As many as fit on a page. */
    private static final int MOST = 200;

    private final JdbcClient database;

    public JdbcImports(JdbcClient database) {
        this.database = database;
    }

    @Override
    public boolean save(Progress progress) {
        return database.sql("""
                        insert into import_job (id, tenant, dry_run, state, row_count, done, created, changed,
                            unchanged, refused, problems, made_at, touched_at)
                        values (:id, :tenant, :dry, :state, :rows, :done, :created, :changed, :unchanged, :refused,
                            :problems, :made, :touched)
                        on conflict (id) do update set state = excluded.state, done = excluded.done,
                            created = excluded.created, changed = excluded.changed, unchanged = excluded.unchanged,
                            refused = excluded.refused, problems = excluded.problems,
                            touched_at = excluded.touched_at
                            where import_job.state <> 'FAILED'
                        """)
                        .param("id", progress.id())
                        .param("tenant", progress.tenant())
                        .param("dry", progress.dryRun())
                        .param("state", progress.state().name())
                        .param("rows", progress.rows())
                        .param("done", progress.done())
                        .param("created", progress.created())
                        .param("changed", progress.changed())
                        .param("unchanged", progress.unchanged())
                        .param("refused", progress.refused())
                        .param("problems", progress.problems().toArray(String[]::new))
                        .param("made", Times.utc(progress.madeAt()))
                        .param("touched", Times.utc(progress.touchedAt()))
                        .update()
                == 1;
    }

    @Override
    public void touch(Set<String> ids, Instant now) {
        database.sql("""
                        update import_job set touched_at = :now where id = any(:ids) and state in ('WAITING', 'RUNNING')
                        """)
                .param("now", Times.utc(now))
                .param("ids", ids.toArray(String[]::new))
                .update();
    }

    @Override
    public List<Progress> giveUp(Instant untouchedSince) {
        return database.sql("""
                        update import_job set state = 'FAILED'
                        where state in ('WAITING', 'RUNNING') and touched_at <= :since
                        returning *
                        """)
                .param("since", Times.utc(untouchedSince))
                .query(JdbcImports::progress)
                .list();
    }

    @Override
    public List<Progress> since(String tenant, Instant begin) {
        return database.sql("""
                        select * from import_job where tenant = :tenant and made_at >= :begin
                        order by made_at desc, id desc limit :most
                        """)
                .param("tenant", tenant)
                .param("begin", Times.utc(begin))
                .param("most", MOST)
                .query(JdbcImports::progress)
                .list();
    }

    @Override
    public Optional<Progress> find(String tenant, String id) {
        return database.sql("select * from import_job where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", id)
                .query(JdbcImports::progress)
                .optional();
    }

    private static Progress progress(ResultSet row, int number) throws SQLException {
        return new Progress(
                row.getString("id"),
                row.getString("tenant"),
                row.getBoolean("dry_run"),
                Progress.State.valueOf(row.getString("state")),
                row.getInt("row_count"),
                row.getInt("done"),
                row.getInt("created"),
                row.getInt("changed"),
                row.getInt("unchanged"),
                row.getInt("refused"),
                List.of((String[]) row.getArray("problems").getArray()),
                Times.instant(row, "made_at"),
                Times.instant(row, "touched_at"));
    }
}
