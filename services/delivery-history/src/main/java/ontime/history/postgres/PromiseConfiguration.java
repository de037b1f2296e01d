package ontime.history.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import ontime.history.ConversionSettings;
import ontime.history.PromiseSettings;
import ontime.history.conversion.Labels;
import ontime.history.promises.Examples;
import ontime.history.promises.PromiseCount;
import ontime.tracing.Present;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Judges, round by round, which codes kept what is promised of them. */
@Configuration(proxyBeanMethods = false)
class PromiseConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(PromiseConfiguration.class);

    @Bean
    Examples examples() {
        return Present::during;
    }

    @Bean
    PromiseCount promiseCount(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MeterRegistry meters,
            ConversionSettings labels,
            PromiseSettings settings,
            Examples examples,
            InstantSource clock) {
        return new PromiseCount(
                new PostgresCohorts(jdbc, new TransactionTemplate(transactions), new FactJson(JsonMapper.shared())),
                meters,
                new Labels(labels.providers(), labels.carriers(), labels.domains()),
                settings.terms(),
                examples,
                () -> behind(meters),
                clock);
    }

    /** The longest lag of the last minutes, as the projection measures it. */
    private static Duration behind(MeterRegistry meters) {
        return meters.find("otp.history.lag").timers().stream()
                .map(timer -> Duration.ofMillis((long) timer.max(TimeUnit.MILLISECONDS)))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Bean
    SchedulingConfigurer promiseRounds(PromiseCount count, PromiseSettings settings) {
        // The first round comes a while after the start, when what was published meanwhile has been read.
        return tasks ->
                tasks.addFixedDelayTask(new FixedDelayTask(() -> refresh(count), settings.every(), settings.every()));
    }

    private static void refresh(PromiseCount count) {
        try {
            count.refresh();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("the database does not serve: {}", e.getClass().getSimpleName());
        }
    }
}
