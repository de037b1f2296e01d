package ontime.issuer;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.EventHeaders;
import ontime.events.Topic;
import ontime.events.TrustedClasses;
import ontime.issuer.challenge.Cancelling;
import ontime.issuer.challenge.Checking;
import ontime.issuer.challenge.CodeHashes;
import ontime.issuer.challenge.CodeMaker;
import ontime.issuer.challenge.Issuing;
import ontime.issuer.challenge.Seals;
import ontime.issuer.challenge.Store;
import ontime.issuer.crypto.TinkCodeHashes;
import ontime.issuer.crypto.TinkSeals;
import ontime.issuer.outbox.Outbox;
import ontime.issuer.outbox.Relay;
import ontime.issuer.phone.LibPhoneNumberReader;
import ontime.issuer.postgres.JdbcOutbox;
import ontime.issuer.postgres.JdbcStore;
import ontime.issuer.routing.Router;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.support.TransactionTemplate;

/** Starts the service, on its own or beside others in one JVM. Its configuration is {@code issuer.yaml}. */
@SpringBootApplication
@EnableScheduling
@EnableConfigurationProperties(IssuerProperties.class)
public class IssuerApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to run. Reads only its own configuration file, so that several fit on one class path. */
    public static SpringApplication application() {
        TrustedClasses.install();
        return new SpringApplicationBuilder(IssuerApplication.class)
                .properties("spring.config.name=issuer")
                .build();
    }

    @Bean
    KafkaAdmin.NewTopics topics(@Value("${ontime.topics.partitions}") int partitions) {
        return new KafkaAdmin.NewTopics(Topic.declarations(partitions));
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** The only place that makes identifiers: UUIDs of version 7, which sort by time (RFC 9562). */
    @Bean
    Supplier<String> ids() {
        return () -> UuidCreator.getTimeOrderedEpoch().toString();
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }

    @Bean
    Outbox outbox(JdbcClient database) {
        return new JdbcOutbox(database);
    }

    @Bean
    Relay relay(Outbox outbox, KafkaOperations<String, Object> kafka, InstantSource clock) {
        return new Relay(outbox, kafka, clock);
    }

    @Bean
    Store store(JdbcClient database, TransactionTemplate transactions, Relay relay, InstantSource clock) {
        return new JdbcStore(database, transactions, relay, () -> MDC.get(EventHeaders.TRACE_PARENT), clock);
    }

    @Bean
    CodeHashes codeHashes(IssuerProperties properties) {
        return new TinkCodeHashes(properties.keys().codes());
    }

    @Bean
    Seals seals(IssuerProperties properties) {
        return new TinkSeals(
                properties.keys().fingerprints(),
                Map.of(
                        Channel.SMS, properties.keys().sms(),
                        Channel.EMAIL, properties.keys().email()));
    }

    @Bean
    Issuing issuing(
            CodeHashes hashes,
            Seals seals,
            Store store,
            SecureRandom random,
            InstantSource clock,
            Supplier<String> ids) {
        var router = new Router(new LibPhoneNumberReader());
        return new Issuing(router, new CodeMaker(random), hashes, seals, store, clock, ids);
    }

    @Bean
    Checking checking(CodeHashes hashes, Store store, InstantSource clock, Supplier<String> ids) {
        return new Checking(hashes, store, clock, ids);
    }

    @Bean
    Cancelling cancelling(Store store, InstantSource clock, Supplier<String> ids) {
        return new Cancelling(store, clock, ids);
    }

    @Bean
    IssuerMetrics metrics(MeterRegistry meters, Outbox outbox) {
        return new IssuerMetrics(meters, outbox);
    }
}
