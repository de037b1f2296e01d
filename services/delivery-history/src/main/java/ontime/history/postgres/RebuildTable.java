package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import ontime.history.projection.Rebuild.Progress;
import ontime.history.projection.Rebuild.State;
import ontime.history.projection.RebuildLog;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one row that tells all replicas of the rebuild. Who runs it holds a lock, and who has ended holds none. */
final class RebuildTable implements RebuildLog {

    private static final String NOTE = """
            INSERT INTO rebuild (state, started_at, ended_at, read, carried_over)
            VALUES (:state, :startedAt, :endedAt, :read, :carriedOver)
            ON CONFLICT (one_row) DO UPDATE SET state = excluded.state, started_at = excluded.started_at,
                ended_at = excluded.ended_at, read = excluded.read, carried_over = excluded.carried_over
            """;

    private final JdbcClient jdbc;

    RebuildTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void note(Progress progress) {
        jdbc.sql(NOTE)
                .param("state", progress.state().name())
                .param("startedAt", utc(progress.startedAt()))
                .param("endedAt", utc(progress.endedAt()))
                .param("read", progress.read())
                .param("carriedOver", progress.carriedOver())
                .update();
    }

    @Override
    public Progress last() {
        var last = noted();
        if (last.state() != State.RUNNING || Lock.REBUILDING.isHeld(jdbc)) {
            return last;
        }
        // Its end is noted before the lock is let go, so it may have ended since.
        var then = noted();
        return then.state() == State.RUNNING ? failed(then) : then;
    }

    private Progress noted() {
        return jdbc.sql("SELECT state, started_at, ended_at, read, carried_over FROM rebuild")
                .query(RebuildTable::progress)
                .optional()
                .orElse(Progress.NONE);
    }

    private static Progress failed(Progress last) {
        return new Progress(State.FAILED, last.startedAt(), null, last.read(), last.carriedOver());
    }

    private static Progress progress(ResultSet row, int number) throws SQLException {
        return new Progress(
                State.valueOf(row.getString("state")),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                row.getLong("read"),
                row.getLong("carried_over"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
