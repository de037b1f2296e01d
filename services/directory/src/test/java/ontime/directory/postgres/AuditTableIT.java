package ontime.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import ontime.directory.user.Actor;
import ontime.directory.user.AuditEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the record of who did what gives back. */
class AuditTableIT {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private static final DirectorySchema SCHEMA = new DirectorySchema("audits");

    @AfterAll
    static void close() {
        SCHEMA.close();
    }

    @Test
    void whatANewerVersionHasWrittenIsReadAsAnother() {
        var audit = new AuditTable(SCHEMA.database());
        var actor = Actor.rule("test", "test");
        audit.add(new AuditEntry("demo", NOW, actor, AuditEntry.Action.EXPORTED, null, null));
        SCHEMA.database().sql("""
            insert into audit (tenant, at, actor, role, action, user_id, detail)
            values ('demo', :now, 'test', 'SYSTEM', 'CONTACT_TELEPORTED', 'ada', 'PHONE 3')
            """).param("now", Times.utc(NOW)).update();

        var entries = audit.newest("demo", null, null, 10);

        assertThat(entries)
                .extracting(numbered -> numbered.entry().action())
                .containsExactly(AuditEntry.Action.OTHER, AuditEntry.Action.EXPORTED);
        assertThat(entries.getFirst().entry().detail()).isEqualTo("PHONE 3");
    }
}
