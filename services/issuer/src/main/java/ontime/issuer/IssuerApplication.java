package ontime.issuer;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.Topic;
import ontime.events.TrustedClasses;
import ontime.issuer.challenge.Cancelling;
import ontime.issuer.challenge.ChallengeMetrics;
import ontime.issuer.challenge.Checking;
import ontime.issuer.challenge.CodeHashes;
import ontime.issuer.challenge.CodeMaker;
import ontime.issuer.challenge.FallingBack;
import ontime.issuer.challenge.Forgetting;
import ontime.issuer.challenge.Hearing;
import ontime.issuer.challenge.Issuing;
import ontime.issuer.challenge.Posting;
import ontime.issuer.challenge.Resending;
import ontime.issuer.challenge.Revealing;
import ontime.issuer.challenge.Seals;
import ontime.issuer.challenge.Starting;
import ontime.issuer.challenge.Store;
import ontime.issuer.challenge.Suppressing;
import ontime.issuer.challenge.Unlocking;
import ontime.issuer.challenge.Vault;
import ontime.issuer.contact.AddressBook;
import ontime.issuer.crypto.AuthenticatorCodes;
import ontime.issuer.crypto.TinkCodeHashes;
import ontime.issuer.crypto.TinkSeals;
import ontime.issuer.crypto.TinkVault;
import ontime.issuer.http.Answers;
import ontime.issuer.kafka.Outbox;
import ontime.issuer.kafka.Relay;
import ontime.issuer.kafka.TopicDeclaration;
import ontime.issuer.limit.Limiting;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.phone.LibPhoneNumberReader;
import ontime.issuer.policy.Policies;
import ontime.issuer.postgres.Housekeeping;
import ontime.issuer.postgres.JdbcOutbox;
import ontime.issuer.postgres.JdbcStore;
import ontime.issuer.postgres.OutboxTransactions;
import ontime.issuer.routing.Router;
import ontime.tracing.Spans;
import ontime.tracing.TracingConfiguration;
import ontime.tracing.Work;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Starts the service, on its own or beside others in one JVM. Its configuration is {@code issuer.yaml}. */
@SpringBootApplication
@EnableScheduling
@Import(TracingConfiguration.class)
@EnableConfigurationProperties(IssuerProperties.class)
public class IssuerApplication {

    private static final Duration PATIENCE_AT_SHUTDOWN = Duration.ofSeconds(10);

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
    TopicDeclaration topicDeclaration(KafkaAdmin broker, @Value("${ontime.topics.partitions}") int partitions) {
        return new TopicDeclaration(broker, partitions);
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

    /** A thread for each of what runs by itself: a broker that is away holds up no sweep. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder scheduler) {
        return scheduler.poolSize(10).build();
    }

    @Bean
    JdbcOutbox outbox(JdbcClient database, MeterRegistry meters, InstantSource clock) {
        var outbox = new JdbcOutbox(database);
        Gauge.builder("otp.outbox.pending", outbox, Outbox::size).register(meters);
        TimeGauge.builder("otp.outbox.oldest", () -> outbox.age(clock.instant()).toMillis(), TimeUnit.MILLISECONDS)
                .register(meters);
        return outbox;
    }

    @Bean
    Relay relay(Outbox outbox, KafkaOperations<String, Object> kafka, Spans spans, InstantSource clock) {
        return new Relay(outbox, kafka, spans, clock, PATIENCE_AT_SHUTDOWN);
    }

    /** Says nothing: the relay tells what failed, without the record. */
    @Bean
    ProducerListener<Object, Object> producerListener() {
        return new ProducerListener<>() {};
    }

    @Bean
    OutboxTransactions outboxTransactions(
            JdbcOutbox outbox, TransactionTemplate transactions, Relay relay, InstantSource clock) {
        return new OutboxTransactions(outbox, transactions, relay, Work::handOn, clock);
    }

    @Bean
    Store store(JdbcClient database, OutboxTransactions transactions) {
        return new JdbcStore(database, transactions);
    }

    @Bean
    Housekeeping housekeeping(JdbcClient database, InstantSource clock) {
        return new Housekeeping(database, clock);
    }

    @Bean
    CodeHashes codeHashes(IssuerProperties properties) {
        return new TinkCodeHashes(properties.keys().codes());
    }

    @Bean
    Vault vault(IssuerProperties properties) {
        return new TinkVault(properties.keys().contents());
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
    ChallengeMetrics metrics(MeterRegistry meters) {
        return new ChallengeMetrics(meters);
    }

    @Bean
    Posting posting(Seals seals, Vault vault, MessageWriter writer, Limiting limiting, Supplier<String> ids) {
        return new Posting(seals, vault, writer, limiting, ids);
    }

    @Bean
    Issuing issuing(
            CodeHashes hashes,
            Seals seals,
            Vault vault,
            AddressBook addresses,
            Limiting limiting,
            Posting posting,
            Store store,
            ChallengeMetrics metrics,
            SecureRandom random,
            InstantSource clock,
            Supplier<String> ids) {
        var router = new Router(new LibPhoneNumberReader());
        var codes = new CodeMaker(random);
        return new Issuing(
                router, codes, hashes, seals, vault, addresses, limiting, posting, store, metrics, clock, ids);
    }

    @Bean
    Checking checking(
            CodeHashes hashes,
            AddressBook addresses,
            Store store,
            ChallengeMetrics metrics,
            InstantSource clock,
            Supplier<String> ids) {
        return new Checking(hashes, new AuthenticatorCodes(), addresses, store, metrics, clock, ids);
    }

    @Bean
    Resending resending(Posting posting, Store store, InstantSource clock) {
        return new Resending(posting, store, clock);
    }

    @Bean
    Unlocking unlocking(Store store) {
        return new Unlocking(store);
    }

    @Bean
    Suppressing suppressing(Store store, Posting posting, InstantSource clock) {
        return new Suppressing(store, posting, clock);
    }

    @Bean
    Cancelling cancelling(Store store, InstantSource clock, Supplier<String> ids) {
        return new Cancelling(store, clock, ids);
    }

    @Bean
    Revealing revealing(Store store, Vault vault, Limiting limiting, InstantSource clock) {
        return new Revealing(store, vault, limiting, clock);
    }

    @Bean
    Forgetting forgetting(Store store, InstantSource clock, Supplier<String> ids) {
        return new Forgetting(store, clock, ids);
    }

    @Bean
    FallingBack fallingBack(
            Posting posting,
            Store store,
            Policies policies,
            Hearing hearing,
            ChallengeMetrics metrics,
            InstantSource clock) {
        return new FallingBack(posting, store, policies::find, hearing, metrics, clock);
    }

    @Bean
    Starting starting(
            Issuing issuing,
            Seals seals,
            Store store,
            Policies policies,
            ChallengeMetrics metrics,
            InstantSource clock,
            Supplier<String> ids) {
        return new Starting(issuing, seals, store, policies::find, metrics, clock, ids);
    }

    @Bean
    Answers answers(IssuerProperties properties, InstantSource clock, JsonMapper json) {
        return new Answers(properties.supportUrl(), clock, json);
    }
}
