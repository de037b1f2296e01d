package ontime.history.postgres;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import ontime.history.ProjectionSettings;
import ontime.history.facts.LoginSearch;
import ontime.history.projection.Eraser;
import ontime.history.projection.Journal;
import ontime.history.projection.RebuildLog;
import ontime.history.search.Fingerprints;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class PostgresConfiguration {

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    /** Each takes seconds, and they are not urgent: a look-up is slower until they are listed, and as right. */
    private static final Duration BETWEEN_UNLISTED_DAYS = Duration.ofMinutes(1);

    /** A mapper of its own: how facts are stored must not change with how the API looks. */
    private final FactJson json = new FactJson(JsonMapper.shared());

    @Bean
    Journal journal(JdbcClient jdbc, JdbcOperations database, PlatformTransactionManager transactions) {
        return new PostgresJournal(
                jdbc,
                new TransactionTemplate(transactions),
                new FactTables(database, json, Generation.SERVING),
                new Erasures(database, json, Generation.SERVING));
    }

    @Bean
    LoginSearch loginSearch(JdbcClient jdbc, Fingerprints fingerprints) {
        return new PostgresLoginSearch(
                new MentionTable(jdbc, Generation.SERVING),
                new StoredFacts(jdbc, json, Generation.SERVING),
                fingerprints);
    }

    @Bean
    PostgresNextGeneration nextGeneration(
            DataSource database, JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresNextGeneration(database, jdbc, transactions, json);
    }

    @Bean
    RebuildLog rebuildLog(JdbcClient jdbc) {
        return new RebuildTable(jdbc);
    }

    @Bean
    Eraser eraser(
            JdbcOperations database,
            PlatformTransactionManager transactions,
            SecureRandom chance,
            InstantSource clock) {
        return new PostgresEraser(database, new TransactionTemplate(transactions), json, chance, clock);
    }

    @Bean
    Retention retention(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ProjectionSettings settings,
            InstantSource clock) {
        return new Retention(jdbc, new TransactionTemplate(transactions), settings.retention(), clock);
    }

    @Bean
    SchedulingConfigurer sweeps(
            Retention retention,
            PostgresNextGeneration next,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        var unlisted = new UnlistedDays(jdbc, new TransactionTemplate(transactions));
        return tasks -> {
            tasks.addFixedDelayTask(new FixedDelayTask(retention::sweep, BETWEEN_SWEEPS, Duration.ZERO));
            tasks.addFixedDelayTask(new FixedDelayTask(next::clearUp, BETWEEN_SWEEPS, Duration.ZERO));
            tasks.addFixedDelayTask(new FixedDelayTask(unlisted::listOldest, BETWEEN_UNLISTED_DAYS, Duration.ZERO));
        };
    }
}
