package ontime.history.postgres;

import ontime.history.facts.FactLog;
import ontime.history.facts.LoginSearch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PostgresConfiguration {

    /** A mapper of its own: how facts are stored must not change with how the API looks. */
    private final FactJson json = new FactJson(JsonMapper.shared());

    @Bean
    FactLog factLog(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresFactLog(jdbc, new TransactionTemplate(transactions), json);
    }

    @Bean
    LoginSearch loginSearch(JdbcClient jdbc) {
        return new PostgresLoginSearch(jdbc, json);
    }
}
