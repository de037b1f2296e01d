package ontime.directory;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ontime.directory.bulk.Exporting;
import ontime.directory.bulk.Importing;
import ontime.directory.calls.IssuerAccess;
import ontime.directory.calls.IssuerProofs;
import ontime.directory.calls.Messenger;
import ontime.directory.crypto.TinkProtection;
import ontime.directory.crypto.Totp;
import ontime.directory.destination.Destinations;
import ontime.directory.follower.FollowerMetrics;
import ontime.directory.follower.Followers;
import ontime.directory.http.Users;
import ontime.directory.kafka.Outbox;
import ontime.directory.kafka.Relay;
import ontime.directory.kafka.TopicDeclaration;
import ontime.directory.outside.Couriers;
import ontime.directory.phone.LibPhoneNumbers;
import ontime.directory.postgres.ErrandTable;
import ontime.directory.postgres.Housekeeping;
import ontime.directory.postgres.JdbcFollowers;
import ontime.directory.postgres.JdbcImports;
import ontime.directory.postgres.JdbcLookup;
import ontime.directory.postgres.JdbcOutbox;
import ontime.directory.postgres.JdbcStore;
import ontime.directory.user.Administering;
import ontime.directory.user.Attendance;
import ontime.directory.user.ChangingContacts;
import ontime.directory.user.ContactWriter;
import ontime.directory.user.EndingContacts;
import ontime.directory.user.Errands;
import ontime.directory.user.Inviting;
import ontime.directory.user.Lookup;
import ontime.directory.user.Proofs;
import ontime.directory.user.Protection;
import ontime.directory.user.Recovering;
import ontime.directory.user.Registering;
import ontime.directory.user.Revoking;
import ontime.directory.user.Searching;
import ontime.directory.user.SettingUpApps;
import ontime.directory.user.Store;
import ontime.directory.user.Telling;
import ontime.directory.user.Tenants;
import ontime.directory.user.Visiting;
import ontime.directory.user.Watching;
import ontime.events.Topic;
import ontime.events.TrustedClasses;
import ontime.tracing.Spans;
import ontime.tracing.TracingConfiguration;
import ontime.tracing.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Starts the service, on its own or beside others in one JVM. Its configuration is {@code directory.yaml}. */
@SpringBootApplication
@EnableScheduling
@EnableConfigurationProperties(DirectoryProperties.class)
@Import(TracingConfiguration.class)
public class DirectoryApplication {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryApplication.class);

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to run. Reads only its own configuration file, so that several fit on one class path. */
    public static SpringApplication application() {
        TrustedClasses.install();
        return new SpringApplicationBuilder(DirectoryApplication.class)
                .properties("spring.config.name=directory")
                .build();
    }

    @Bean
    KafkaAdmin.NewTopics topics(@Value("${ontime.topics.partitions}") int partitions) {
        return new KafkaAdmin.NewTopics(Topic.declarations(partitions));
    }

    @Bean
    TopicDeclaration topicDeclaration(KafkaAdmin broker) {
        return new TopicDeclaration(broker);
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

    /** A thread for each of what runs by itself: nothing that waits holds up a sweep. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder scheduler) {
        return scheduler.poolSize(10).build();
    }

    @Bean
    JdbcOutbox outbox(
            JdbcClient database, TransactionTemplate transactions, MeterRegistry meters, InstantSource clock) {
        var outbox = new JdbcOutbox(database, transactions);
        Gauge.builder("otp.outbox.pending", outbox, Outbox::size).register(meters);
        TimeGauge.builder("otp.outbox.oldest", () -> outbox.age(clock.instant()).toMillis(), TimeUnit.MILLISECONDS)
                .register(meters);
        return outbox;
    }

    @Bean
    Relay relay(Outbox outbox, KafkaOperations<String, Object> kafka, Spans spans, InstantSource clock) {
        return new Relay(outbox, kafka, spans, clock);
    }

    /** Says nothing: the relay tells what failed, without the record. */
    @Bean
    ProducerListener<Object, Object> producerListener() {
        return new ProducerListener<>() {};
    }

    @Bean
    Store store(
            JdbcClient database,
            JdbcOperations batches,
            JdbcOutbox outbox,
            TransactionTemplate transactions,
            Relay relay,
            ObjectProvider<Couriers> couriers) {
        // Asked for late: the couriers need the store.
        Runnable afterCommit = () -> {
            relay.run();
            couriers.getObject().wake();
        };
        return new JdbcStore(database, batches, outbox, transactions, afterCommit, Work::handOn);
    }

    @Bean
    Lookup lookup(JdbcClient database, InstantSource clock) {
        return new JdbcLookup(database, clock);
    }

    @Bean
    Followers followers(JdbcClient database, MeterRegistry meters) {
        var followers = new JdbcFollowers(database);
        Gauge.builder("otp.contacts.pending", followers, JdbcFollowers::pending).register(meters);
        return followers;
    }

    @Bean
    FollowerMetrics followerMetrics(MeterRegistry meters, DirectoryProperties properties) {
        return new FollowerMetrics(
                meters,
                properties.tenants().values().stream()
                        .flatMap(tenant -> tenant.known().stream())
                        .collect(Collectors.toSet()));
    }

    @Bean
    Housekeeping housekeeping(JdbcClient database, InstantSource clock) {
        return new Housekeeping(database, clock);
    }

    @Bean
    Protection protection(DirectoryProperties properties) {
        var keys = properties.keys();
        return new TinkProtection(keys.fingerprints(), keys.contents(), keys.recovery(), keys.issuer());
    }

    @Bean
    Proofs proofs(IssuerAccess issuer, JsonMapper json, Spans spans, InstantSource clock) {
        return new IssuerProofs(issuer, json, spans, clock);
    }

    @Bean
    Errands errands(JdbcClient database, MeterRegistry meters) {
        var errands = new ErrandTable(database);
        Gauge.builder("otp.directory.errands.pending", errands, Errands::size).register(meters);
        return errands;
    }

    @Bean
    Messenger messenger(
            DirectoryProperties properties,
            Errands errands,
            Lookup lookup,
            Protection protection,
            IssuerAccess issuer,
            MeterRegistry meters,
            Spans spans,
            InstantSource clock,
            JsonMapper json) {
        return new Messenger(
                errands,
                lookup,
                protection,
                issuer,
                AccessConfiguration.webhooks(properties),
                meters,
                spans,
                clock,
                json);
    }

    @Bean
    Telling telling(Tenants tenants, Protection protection, Supplier<String> ids) {
        return new Telling(tenants, protection, ids);
    }

    @Bean
    ContactWriter contactWriter(Tenants tenants, Protection protection, Telling telling, Supplier<String> ids) {
        return new ContactWriter(tenants, protection, telling, ids);
    }

    @Bean
    ChangingContacts changingContacts(
            DirectoryProperties properties,
            Store store,
            ContactWriter writer,
            Proofs proofs,
            Protection protection,
            InstantSource clock,
            Supplier<String> ids) {
        return new ChangingContacts(store, writer, proofs, protection, properties.proofWithin(), clock, ids);
    }

    @Bean
    ContactSweep contactSweep(Store store, ContactWriter writer, MeterRegistry meters, InstantSource clock) {
        return new ContactSweep(new EndingContacts(store, writer, clock), meters);
    }

    @Bean
    Revoking revoking(Tenants tenants, Protection protection, Supplier<String> ids) {
        return new Revoking(tenants, protection, ids);
    }

    @Bean
    Registering registering(
            Store store, Tenants tenants, Revoking revoking, InstantSource clock, Supplier<String> ids) {
        return new Registering(store, tenants, revoking, clock, ids);
    }

    @Bean
    Administering administering(
            Store store,
            Tenants tenants,
            Revoking revoking,
            Telling telling,
            InstantSource clock,
            Supplier<String> ids) {
        return new Administering(store, tenants, revoking, telling, clock, ids);
    }

    @Bean
    SettingUpApps settingUpApps(
            Store store,
            Tenants tenants,
            Protection protection,
            SecureRandom random,
            Telling telling,
            InstantSource clock,
            Supplier<String> ids) {
        return new SettingUpApps(store, tenants, protection, new Totp(random), telling, clock, ids);
    }

    @Bean
    Recovering recovering(
            Store store,
            Protection protection,
            Telling telling,
            SecureRandom random,
            InstantSource clock,
            Supplier<String> ids) {
        return new Recovering(store, protection, telling, random, clock, ids);
    }

    @Bean
    Inviting inviting(Store store, Tenants tenants, SecureRandom random, InstantSource clock) {
        return new Inviting(store, tenants, random, clock);
    }

    @Bean
    Watching watching(Lookup lookup, Store store, InstantSource clock) {
        return new Watching(lookup, store, clock);
    }

    @Bean
    Visiting visiting(Store store, Lookup lookup, Tenants tenants, SecureRandom random, InstantSource clock) {
        return new Visiting(store, lookup, tenants, random, clock);
    }

    @Bean
    Attendance attendance(Store store, InstantSource clock) {
        return new Attendance(store, clock);
    }

    @Bean
    Exporting exporting(Lookup lookup, Administering administering) {
        return new Exporting(lookup, administering);
    }

    @Bean
    Searching searching(Tenants tenants, Destinations destinations, Protection protection) {
        return new Searching(tenants, destinations, protection);
    }

    @Bean
    Destinations destinations() {
        return new Destinations(new LibPhoneNumbers());
    }

    /** One import after the other: two would only take from each other what the database can do. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService importer() {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform()
                .daemon()
                .name("import")
                // Without the message, which may print what a statement was given.
                .uncaughtExceptionHandler((_, failure) -> LOG.error(
                        "an import ended before its time: {}",
                        failure.getClass().getSimpleName()))
                .factory());
    }

    @Bean
    Importing importing(
            Store store,
            Tenants tenants,
            Destinations destinations,
            Registering registering,
            ContactWriter writer,
            JdbcClient database,
            ExecutorService importer,
            InstantSource clock,
            Supplier<String> ids) {
        return new Importing(
                store, tenants, destinations, registering, writer, new JdbcImports(database), importer, clock, ids);
    }

    @Bean
    ImportWatch importWatch(Importing importing) {
        return new ImportWatch(importing);
    }

    @Bean
    Users users(Lookup lookup, Tenants tenants, Destinations destinations, Searching searching, InstantSource clock) {
        return new Users(lookup, tenants, destinations, searching, clock);
    }
}
