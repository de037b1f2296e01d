package ontime.history.postgres;

import ontime.history.latency.Latencies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class LatencyConfiguration {

    @Bean
    Latencies latencies(JdbcClient jdbc) {
        return new PostgresLatencies(jdbc, new FactJson(JsonMapper.shared()));
    }
}
