package ontime.issuer;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import ontime.issuer.limit.Counters;
import ontime.issuer.limit.Limiting;
import ontime.issuer.limit.RangeWatch;
import ontime.issuer.limit.Ranges;
import ontime.issuer.message.Segments;
import ontime.issuer.policy.LimitPolicy.PumpingGuard;
import ontime.issuer.policy.Policies;
import ontime.issuer.postgres.JdbcCounters;
import ontime.issuer.postgres.JdbcRanges;
import ontime.issuer.postgres.RangeSweep;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much may be asked for. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    Counters counters(HikariDataSource database) {
        return JdbcCounters.beside(database);
    }

    @Bean
    Limiting limiting(Counters counters, MeterRegistry meters) {
        return new Limiting(counters, Segments::count, meters);
    }

    @Bean
    Ranges ranges(JdbcClient database) {
        return new JdbcRanges(database);
    }

    @Bean
    RangeWatch rangeWatch(Ranges ranges, Policies policies, MeterRegistry meters, InstantSource clock) {
        return new RangeWatch(ranges, tenant -> guard(policies, tenant), meters, clock);
    }

    /** A tenant that is configured no more may have left codes behind. */
    private static Optional<PumpingGuard> guard(Policies policies, String tenant) {
        return policies.knows(tenant)
                ? Optional.ofNullable(policies.current(tenant).limits().pumping())
                : Optional.empty();
    }

    @Bean
    RangeSweep rangeSweep(RangeWatch watch) {
        return new RangeSweep(watch);
    }
}
