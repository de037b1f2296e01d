package ontime.history.postgres;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import ontime.history.ProjectionSettings;
import ontime.history.contacts.ContactLog;
import ontime.history.facts.LoginSearch;
import ontime.history.projection.Eraser;
import ontime.history.projection.WholeEraser;
import ontime.history.search.WithContacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which contacts users had: where it is kept, for how long, and who is told. */
@Configuration(proxyBeanMethods = false)
class ContactLogConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ContactLogConfiguration.class);
    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    /** Longer than the topic keeps what could bring back what was erased. */
    private static final Duration ERASURES_KEPT = Duration.ofDays(32);

    @Bean
    ContactLog contactLog(JdbcClient jdbc, PlatformTransactionManager transactions, SecureRandom chance) {
        return new PostgresContactLog(jdbc, new TransactionTemplate(transactions), chance);
    }

    @Bean
    @Primary
    LoginSearch loginSearchWithContacts(@Qualifier("loginSearch") LoginSearch logins, ContactLog contacts) {
        return new WithContacts(logins, contacts);
    }

    @Bean
    @Primary
    Eraser eraserWithContacts(@Qualifier("eraser") Eraser facts, ContactLog contacts, InstantSource clock) {
        return new WholeEraser(facts, contacts, clock);
    }

    @Bean
    SchedulingConfigurer contactSweeps(JdbcClient jdbc, ProjectionSettings settings, InstantSource clock) {
        return tasks -> tasks.addFixedDelayTask(
                new FixedDelayTask(() -> sweep(jdbc, settings.retention(), clock), BETWEEN_SWEEPS, Duration.ZERO));
    }

    /** A change is kept as long as logins are; the last one of a kind, which is still true, for as long as it is. */
    private static void sweep(JdbcClient jdbc, Duration kept, InstantSource clock) {
        var now = clock.instant();
        try {
            for (var statement : List.of("""
                    DELETE FROM contact_change AS old WHERE changed_at < :limit AND EXISTS (
                        SELECT FROM contact_change AS newer WHERE newer.tenant = old.tenant
                        AND newer.user_id = old.user_id AND newer.kind = old.kind AND newer.version > old.version
                        AND newer.changed_at < :limit)
                    """, """
                    DELETE FROM contact_report AS report WHERE told_at < :limit AND NOT EXISTS (
                        SELECT FROM contact_change AS change WHERE change.tenant = report.tenant
                        AND change.user_id = report.user_id AND change.kind = report.kind
                        AND change.version = report.version)
                    """)) {
                jdbc.sql(statement)
                        .param("limit", now.minus(kept).atOffset(ZoneOffset.UTC))
                        .update();
            }
            jdbc.sql("DELETE FROM contact_erasure WHERE erased_at < :limit")
                    .param("limit", now.minus(ERASURES_KEPT).atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DataAccessException e) {
            LOG.warn("old contacts have to wait: {}", e.getClass().getSimpleName());
        }
    }
}
