package ontime.history.postgres;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import ontime.history.ConversionSettings;
import ontime.history.HistorySettings;
import ontime.history.conversion.ConversionGauges;
import ontime.history.conversion.Conversions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

/** Counts what became of deliveries, when somebody asks and for the metrics. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ConversionConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ConversionConfiguration.class);

    @Bean
    Conversions conversions(JdbcClient jdbc) {
        return new PostgresConversions(jdbc);
    }

    @Bean
    ConversionGauges conversionGauges(
            Conversions conversions,
            MeterRegistry meters,
            InstantSource clock,
            HistorySettings history,
            ConversionSettings settings) {
        return new ConversionGauges(
                conversions,
                meters,
                clock,
                settings.providers(),
                settings.carriers(),
                settings.domains(),
                settings.window(),
                history.silentAfter());
    }

    @Bean
    SchedulingConfigurer conversionRounds(ConversionGauges gauges, ConversionSettings settings) {
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(() -> refresh(gauges), settings.every()));
    }

    private static void refresh(ConversionGauges gauges) {
        try {
            gauges.refresh();
        } catch (DataAccessException e) {
            LOG.warn("the database does not serve: {}", e.getClass().getSimpleName());
        }
    }
}
