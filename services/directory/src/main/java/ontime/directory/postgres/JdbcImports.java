package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import ontime.directory.bulk.Imports;
import ontime.directory.bulk.Progress;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far imports are. */
public final class JdbcImports implements Imports {

    /** One that has not moved for so long was left behind by a process that ended. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(2);

    private final JdbcClient database;
    private final InstantSource clock;

    public JdbcImports(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void save(Progress progress) {
        database.sql("""
                        insert into import_job (id, tenant, dry_run, state, row_count, done, created, changed,
                            unchanged, refused, problems, made_at, touched_at)
                        values (:id, :tenant, :dry, :state, :rows, :done, :created, :changed, :unchanged, :refused,
                            :problems, :made, :touched)
                        on conflict (id) do update set state = excluded.state, done = excluded.done,
                            created = excluded.created, changed = excluded.changed, unchanged = excluded.unchanged,
                            refused = excluded.refused, problems = excluded.problems,
                            touched_at = excluded.touched_at
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
                .update();
    }

    @Override
    public Optional<Progress> find(String tenant, String id) {
        return database.sql("select * from import_job where tenant = :tenant and id = :id")
                .param("tenant", tenant)
                .param("id", id)
                .query(this::progress)
                .optional();
    }

    private Progress progress(ResultSet row, int number) throws SQLException {
        var touched = Times.instant(row, "touched_at");
        var state = Progress.State.valueOf(row.getString("state"));
        boolean open = state == Progress.State.WAITING || state == Progress.State.RUNNING;
        boolean leftBehind = open && clock.instant().isAfter(touched.plus(LEFT_BEHIND));
        return new Progress(
                row.getString("id"),
                row.getString("tenant"),
                row.getBoolean("dry_run"),
                leftBehind ? Progress.State.FAILED : state,
                row.getInt("row_count"),
                row.getInt("done"),
                row.getInt("created"),
                row.getInt("changed"),
                row.getInt("unchanged"),
                row.getInt("refused"),
                List.of((String[]) row.getArray("problems").getArray()),
                Times.instant(row, "made_at"),
                touched);
    }
}
