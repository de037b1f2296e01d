package ontime.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import ontime.directory.following.Work;
import ontime.directory.user.Errand;
import ontime.directory.user.Errands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever takes work takes as much as they asked for, and waits for nobody, whatever the planner believes. */
class ClaimIT {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final Instant LEASE_ENDS = NOW.plus(Duration.ofMinutes(1));
    private static final int ALL = 60;

    private static final DirectorySchema SCHEMA = new DirectorySchema("claims");

    private final JdbcClient database = SCHEMA.database();
    private final JdbcWorkList works = new JdbcWorkList(database, SCHEMA.transactions(), () -> {}, () -> null);
    private final Errands errands = new ErrandTable(database);

    /** One row is what statistics tell: of so few, each row of a table would be looked for in the claim's own part. */
    @BeforeAll
    static void rememberAlmostEmptyTables() {
        add(SCHEMA.database(), 1);
        SCHEMA.remember("following");
        SCHEMA.remember("errand");
    }

    @BeforeEach
    void fill() {
        database.sql("delete from following").update();
        database.sql("delete from errand").update();
        add(database, ALL);
    }

    private static void add(JdbcClient database, int rows) {
        database.sql("""
                        insert into following (tenant, follower, user_id, kind, task, version, made_at, due_at)
                        select 'demo', 'entra', 'u-' || n, 'PHONE', 'APPLY', 1, :now, :now
                        from generate_series(1, :rows) n
                        """).param("now", Times.utc(NOW)).param("rows", rows).update();
        database.sql("""
                        insert into errand (id, tenant, user_id, kind, content, attempts, made_at, due_at)
                        select n::text, 'demo', 'u-' || n, 'CONTACT_CHANGED', '', 0, :now, :now
                        from generate_series(1, :rows) n
                        """).param("now", Times.utc(NOW)).param("rows", rows).update();
    }

    @AfterAll
    static void close() {
        SCHEMA.close();
    }

    @Test
    void noMoreWorkIsTakenThanThereIsRoomFor() {
        assertThat(work(4)).hasSize(4);
        assertThat(errands(4)).hasSize(4);
    }

    @Test
    void whatSomebodyIsJustTakingIsPassedBy() throws Exception {
        try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = new ArrayList<String>();
            SCHEMA.transactions().executeWithoutResult(_ -> {
                taken.addAll(work(4));
                taken.addAll(errands(4));
                taken.addAll(soon(others.submit(() -> work(4))));
                taken.addAll(soon(others.submit(() -> errands(4))));
            });

            assertThat(taken).hasSize(16).doesNotHaveDuplicates();
        }
    }

    @Test
    void manyAtOnceTakeEachWorkOnce() throws Exception {
        List<Callable<List<String>>> claimants = new ArrayList<>();
        for (int claimant = 0; claimant < 8; claimant++) {
            claimants.add(this::untilNothingIsLeft);
        }
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = together.invokeAll(claimants).stream()
                    .flatMap(claimant -> soon(claimant).stream())
                    .toList();

            assertThat(taken).hasSize(ALL).doesNotHaveDuplicates();
        }
    }

    private List<String> untilNothingIsLeft() {
        var taken = new ArrayList<String>();
        List<String> some;
        do {
            some = work(3);
            assertThat(some).hasSizeLessThanOrEqualTo(3);
            taken.addAll(some);
        } while (!some.isEmpty());
        return taken;
    }

    private List<String> work(int limit) {
        return works.claim("demo", "entra", NOW, LEASE_ENDS, limit).stream()
                .map(Work::user)
                .map(user -> "work of " + user.userId())
                .toList();
    }

    private List<String> errands(int limit) {
        var lane = new Errands.Lane("demo", Errand.Kind.CONTACT_CHANGED);
        return errands.claim(lane, NOW, LEASE_ENDS, limit).stream()
                .map(errand -> "errand " + errand.id())
                .toList();
    }

    private static List<String> soon(Future<List<String>> taken) {
        try {
            return taken.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("somebody waits, or failed", e);
        }
    }
}
