package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog.Filter;
import ontime.history.audit.AuditLog.Numbered;
import ontime.history.audit.AuditUnavailableException;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import ontime.history.rights.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class PostgresAuditLogIT {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final OwnSchema SCHEMA = OwnSchema.of("audit");
    private final PostgresAuditLog log = new PostgresAuditLog(SCHEMA.jdbc);

    @Test
    void whatWasWrittenIsReadAsItWas() {
        var entry = new AuditEntry(
                AT,
                "acme",
                "lena",
                Set.of(Role.LEAD, Role.SRE),
                Action.REVEALED,
                Subject.login("l-whole"),
                "the person asked for it",
                Outcome.BEGUN);
        log.record(entry);

        assertThat(find(about("l-whole"), "acme")).extracting(Numbered::entry).containsExactly(entry);
    }

    @Test
    void entriesOfAnotherTenantAreNotThere() {
        log.record(List.of(entry("acme", "sally", "l-shared", 0), entry("other", "otto", "l-shared", 1)));

        assertThat(find(about("l-shared"), "acme"))
                .extracting(numbered -> numbered.entry().actor())
                .containsExactly("sally");
        assertThat(find(about("l-shared"))).isEmpty();
    }

    @Test
    void eachFilterLeavesOutTheRest() {
        log.record(List.of(
                entry("filters", "sally", "l-1", 0),
                entry("filters", "lena", "l-1", 60),
                entry("filters", "sally", "l-2", 120)));

        assertThat(find(filter("sally", null, null, null, null), "filters")).hasSize(2);
        assertThat(find(filter(null, Action.LOOKED_UP, null, null, null), "filters"))
                .hasSize(3);
        assertThat(find(filter(null, Action.ERASED, null, null, null), "filters"))
                .isEmpty();
        assertThat(find(about("l-1"), "filters")).hasSize(2);
        assertThat(find(filter(null, null, null, AT.plusSeconds(60), null), "filters"))
                .hasSize(2);
        assertThat(find(filter(null, null, null, null, AT.plusSeconds(60)), "filters"))
                .hasSize(1);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlapWhileEntriesComeIn() {
        for (var number = 0; number < 7; number++) {
            log.record(entry("pages", "sally", "l-" + number, number));
        }
        var seen = new ArrayList<String>();
        Long before = null;
        do {
            var page = log.find(new Filter(null, null, null, null, null, before, 3), Set.of("pages"));
            page.entries().forEach(one -> seen.add(one.entry().subject().value()));
            before = page.next();
            log.record(entry("pages", "sally", "l-later", 100));
        } while (before != null);

        assertThat(seen).containsExactly("l-6", "l-5", "l-4", "l-3", "l-2", "l-1", "l-0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit SET actor = 'nobody'",
                "DELETE FROM audit",
                "DELETE FROM audit WHERE false",
                "TRUNCATE audit",
                "UPDATE audit SET actor = 'nobody' WHERE number = 0",
                "INSERT INTO audit OVERRIDING SYSTEM VALUE SELECT * FROM audit ON CONFLICT (number) DO UPDATE SET actor = ''"
            })
    void nothingThatWasWrittenIsChangedNotEvenByWhoOwnsTheTable(String statement) {
        log.record(entry("kept", "sally", "l-kept", 0));

        assertThatThrownBy(() -> SCHEMA.jdbc.sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the audit can only be added to");
        assertThat(find(about("l-kept"), "kept")).isNotEmpty();
    }

    @Test
    void aCharacterThatTheDatabaseCannotKeepLosesNoEntry() {
        log.record(entry("odd", "sally", "l-\0odd", 0));

        assertThat(find(about("l-\ufffdodd"), "odd")).hasSize(1);
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        var away = OwnSchema.of("auditaway");
        away.jdbc.sql("ALTER TABLE audit RENAME TO audit_away").update();

        assertThatThrownBy(() -> new PostgresAuditLog(away.jdbc).record(entry("acme", "sally", "l-1", 0)))
                .isInstanceOf(AuditUnavailableException.class);
    }

    private List<Numbered> find(Filter filter, String... tenants) {
        return log.find(filter, Set.of(tenants)).entries();
    }

    private static Filter about(String subject) {
        return filter(null, null, subject, null, null);
    }

    private static Filter filter(
            @Nullable String actor,
            @Nullable Action action,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new Filter(actor, action, subject, from, to, null, 100);
    }

    private static AuditEntry entry(String tenant, String actor, String loginId, int second) {
        return new AuditEntry(
                AT.plusSeconds(second),
                tenant,
                actor,
                Set.of(Role.SUPPORT),
                Action.LOOKED_UP,
                Subject.login(loginId),
                null,
                Outcome.DONE);
    }
}
