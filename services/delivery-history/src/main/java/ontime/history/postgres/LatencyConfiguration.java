package ontime.history.postgres;

import ontime.history.latency.Latencies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class LatencyConfiguration {

    @Bean
    Latencies latencies(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresLatencies(jdbc, new TransactionTemplate(transactions), new FactJson(JsonMapper.shared()));
    }
}
