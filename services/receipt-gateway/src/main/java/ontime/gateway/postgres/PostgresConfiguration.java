package ontime.gateway.postgres;

import ontime.gateway.correlation.Book;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PostgresConfiguration {

    @Bean
    Book book(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new PostgresBook(jdbc, new TransactionTemplate(transactions), new Rows(JsonMapper.shared()));
    }
}
