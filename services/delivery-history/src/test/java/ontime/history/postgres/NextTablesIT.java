package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import ontime.history.projection.Rebuild;
import ontime.history.projection.Rebuild.Progress;
import ontime.history.projection.Rebuild.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NextTablesIT {

    private static final OwnSchema SCHEMA = OwnSchema.of("nexttables");
    private static final Set<String> ACME = Set.of("acme");
    private static final Progress RUNNING = new Progress(State.RUNNING, LoginStory.CLICK, null, 1, 2);

    @BeforeEach
    void empty() {
        SCHEMA.jdbc.sql("TRUNCATE fact, mention, login_day, rebuild").update();
    }

    @Test
    void aFactThatIsRefusedAtTheEndTakesNothingElseWithIt() {
        SCHEMA.journal().add(request("carried"));
        try (var next = SCHEMA.next().begin()) {
            while (next.carryOver() > 0) {}
            var served = next.serve(() -> {
                next.add(request("last"));
                assertThatThrownBy(() -> next.add(request("with\0nul"))).isInstanceOf(FactsRefused.class);
                return true;
            });
            assertThat(served).isTrue();
        }

        assertThat(found("carried")).isTrue();
        assertThat(found("last")).isTrue();
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void whatCannotServeInTimeIsTakenBackAndCanServeLater() {
        SCHEMA.journal().add(request("old"));
        try (var next = SCHEMA.next().begin()) {
            next.add(request("kept"));
            assertThat(next.serve(() -> {
                        next.add(request("taken-back"));
                        return false;
                    }))
                    .isFalse();
            assertThat(found("old")).isTrue();
            assertThat(next.serve(() -> true)).isTrue();
        }

        assertThat(found("kept")).isTrue();
        assertThat(found("taken-back")).isFalse();
        assertThat(found("old")).isFalse();
    }

    @Test
    void aRebuildThatIsGivenUpLeavesNothing() {
        SCHEMA.journal().add(request("old"));
        try (var next = SCHEMA.next().begin()) {
            next.add(request("new"));
        }

        assertThat(found("old")).isTrue();
        assertThat(found("new")).isFalse();
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void everyReplicaSeesThatOneRebuildsAndNoneCanBesides() {
        var other = OwnSchema.of("nexttables");
        try (var next = SCHEMA.next().begin()) {
            SCHEMA.rebuildLog().note(RUNNING);

            assertThat(other.rebuildLog().last()).isEqualTo(RUNNING);
            assertThatThrownBy(() -> other.next().begin()).isInstanceOf(Rebuild.Running.class);
            other.next().clearUp();
            next.add(request("still-there"));
        }
    }

    @Test
    void whatAProcessLeftThatEndedIsDroppedAndCountsAsFailed() {
        assertThat(SCHEMA.rebuildLog().last()).isEqualTo(Progress.NONE);
        SCHEMA.jdbc
                .sql("CREATE TABLE next_fact (LIKE fact INCLUDING ALL) PARTITION BY RANGE (happened_at);"
                        + "CREATE TABLE next_mention (LIKE mention INCLUDING ALL) PARTITION BY RANGE (at);"
                        + "CREATE TABLE next_login_day (LIKE login_day INCLUDING ALL)")
                .update();
        SCHEMA.jdbc
                .sql("SELECT count(make_day('next_', '2026-03-02'))")
                .query(Long.class)
                .single();
        SCHEMA.rebuildLog().note(RUNNING);

        SCHEMA.next().clearUp();

        assertThat(leftOver()).isEmpty();
        assertThat(SCHEMA.rebuildLog().last().state()).isEqualTo(State.FAILED);
        assertThat(SCHEMA.rebuildLog().last().read()).isOne();
    }

    private static List<Published> request(String name) {
        return LoginStory.login(name).requested(0.1).facts();
    }

    private static boolean found(String name) {
        return SCHEMA.search().find("l-" + name, ACME, LoginStory.CLICK).isPresent();
    }

    private static List<String> leftOver() {
        return SCHEMA.jdbc.sql("""
                        SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
                        AND relkind IN ('r', 'p') AND relname ~ '^(next|old)_'
                        """).query(String.class).list();
    }
}
