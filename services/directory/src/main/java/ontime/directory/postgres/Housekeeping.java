package ontime.directory.postgres;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps changes that were asked for no longer than they are needed. Every replica may do it at any time. */
public final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /** For so long it can be seen what became of a change. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** For so long it can be seen what became of an import. */
    private static final Duration IMPORTS_KEPT = Duration.ofDays(30);

    /** For so long it can be seen that a set-up of an app came too late. */
    private static final Duration SETUPS_KEPT = Duration.ofHours(1);

    private final JdbcClient database;
    private final InstantSource clock;

    public Housekeeping(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${ontime.directory.housekeeping:5s}")
    void tidy() {
        try {
            var now = clock.instant();
            new ChangeTable(database).fail(now);
            new SecondFactorTable(database).wipe(now.minus(SETUPS_KEPT));
            database.sql("delete from contact_change where state <> 'PENDING' and expires_at <= :limit")
                    .param("limit", Times.utc(now.minus(KEPT)))
                    .update();
            database.sql("delete from self_service_visit where expires_at <= :now")
                    .param("now", Times.utc(clock.instant()))
                    .update();
            database.sql("delete from self_service_link where expires_at <= :now")
                    .param("now", Times.utc(now))
                    .update();
            database.sql("delete from import_job where touched_at <= :limit")
                    .param("limit", Times.utc(now.minus(IMPORTS_KEPT)))
                    .update();
        } catch (RuntimeException e) {
            LOG.warn("house-keeping has to wait: {}", Told.of(e));
        }
    }
}
