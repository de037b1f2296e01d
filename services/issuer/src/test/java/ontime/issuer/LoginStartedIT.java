package ontime.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import ontime.events.Channel;
import ontime.events.LoginRefused;
import ontime.events.LoginStarted;
import ontime.events.OtpRequested;
import ontime.events.RefusalReason;
import ontime.events.Topic;
import ontime.infrastructure.TestInfrastructure;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.MessageListenerContainer;

/** An auth service asks by event. Two issuers answer, as replicas, of which one can be cut off from the database. */
class LoginStartedIT {

    /** Known to these two issuers alone: all that run beside them read the same topic. */
    private static final String TENANT = "by-event";

    private static final String SCHEMA = "byevent";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Forwarder toDatabase = new Forwarder("127.0.0.1:1");
    private static List<RunningIssuer> replicas = List.of();

    private final Topics topics = Topics.shared();
    private final Writer writer = Writer.shared();
    private final String user = RunningIssuer.newUser();
    private final String login = "l-" + user;

    @BeforeAll
    static void startTwo() {
        var account = TestInfrastructure.schema(SCHEMA);
        var server = account.host().equals("localhost") ? "127.0.0.1" : account.host();
        toDatabase = new Forwarder(server + ":" + account.port());
        toDatabase.open();
        var settings = Map.of(
                "ontime.issuer.tenants." + TENANT + ".policy",
                RunningIssuer.FALLING_BACK,
                // They run beside those of other tests, and the database has connections for a hundred.
                "spring.datasource.hikari.maximum-pool-size",
                "4",
                "spring.datasource.url",
                "jdbc:postgresql://" + toDatabase.address() + "/" + account.database() + "?currentSchema=" + SCHEMA);
        replicas = List.of(RunningIssuer.start(SCHEMA, settings), RunningIssuer.start(SCHEMA, settings));
        await("each has its share of the topic")
                .atMost(PATIENCE)
                .until(() -> replicas.stream().allMatch(LoginStartedIT::readsSome));
    }

    private static boolean readsSome(RunningIssuer replica) {
        var partitions =
                replica.bean("loginReader", MessageListenerContainer.class).getAssignedPartitions();
        return partitions != null && !partitions.isEmpty();
    }

    @AfterAll
    static void stop() {
        toDatabase.open();
        replicas.forEach(RunningIssuer::close);
        toDatabase.close();
    }

    @Test
    void aLoginThatBeginsGetsACodeInItsTrace() {
        begin(started().setEmail("ada@example.com").setChannel(Channel.EMAIL).build());

        assertThat(awaitRequests(1)).singleElement().satisfies(record -> {
            assertThat(((OtpRequested) record.value()).getLoginId()).isEqualTo(login);
            assertThat(((OtpRequested) record.value()).getChannel()).isEqualTo(Channel.EMAIL);
            assertThat(new String(record.headers().lastHeader("traceparent").value(), UTF_8))
                    .isEqualTo(Writer.TRACE);
        });
    }

    @Test
    void itGetsOneHoweverOftenTheEventComesAndWhicheverReplicaReadsIt() {
        var logins =
                IntStream.range(0, 20).mapToObj(number -> login + "-" + number).toList();

        for (int repeat = 0; repeat < 3; repeat++) {
            for (String one : logins) {
                // Under keys of their own, so that both replicas get some of each.
                writer.write(
                        Topic.LOGINS,
                        one + repeat,
                        started().setUserId(one).setLoginId(one).build());
            }
        }

        awaitHandled();
        assertThat(replicas).allSatisfy(replica -> assertThat(answers(replica)).isPositive());
        for (String one : logins) {
            assertThat(topics.awaitRecords(Topic.REQUESTS, TENANT + ":" + one, 1))
                    .hasSize(1);
        }
        assertThat(Tables.text(SCHEMA, "select count(*) from challenge where login_id like '" + login + "-%'"))
                .isEqualTo("20");
    }

    @Test
    void aLoginThatCannotGetACodeIsRefusedByEvent() {
        begin(started().setPhone(null).build());

        assertThat(awaitRefusal().getReason()).isEqualTo(RefusalReason.NO_ROUTE);
    }

    @Test
    void aFieldThatIsMalformedIsNamedInTheRefusal() {
        begin(started().setOrigin("<canary>").build());

        LoginRefused refusal = awaitRefusal();
        assertThat(refusal.getReason()).isEqualTo(RefusalReason.MALFORMED);
        assertThat(refusal.getDetail()).startsWith("origin must be").doesNotContain("canary");
        assertThat(refusal.getUserId()).isEqualTo(user);
    }

    @Test
    void aLoginThatWasReadTooLateIsRefused() {
        begin(started().setStartedAt(Instant.now().minus(Duration.ofMinutes(5))).build());

        assertThat(awaitRefusal().getReason()).isEqualTo(RefusalReason.TOO_LATE);
        assertThat(topics.records(Topic.REQUESTS, key())).isEmpty();
    }

    @Test
    void whatNobodyCanReadIsKeptAndTheNextLoginGetsItsCode() {
        byte[] garbage = ("garbage " + user).getBytes(UTF_8);
        writer.write(Topic.LOGINS, key(), garbage);
        begin(started().build());

        awaitRequests(1);
        try (var letters = new Letters(Topic.LOGINS)) {
            await().atMost(PATIENCE)
                    .until(() -> letters.about("not an event").stream()
                            .anyMatch(letter -> Arrays.equals(letter.value(), garbage)));
        }
    }

    @Test
    void ofATenantThatNobodyKnowsThePlaceIsKeptButNotTheDestination() {
        begin(started().setTenant("canary").setPhone("+447700900199").build());
        begin(started().build());

        awaitRequests(1);
        try (var letters = new Letters(Topic.LOGINS)) {
            await().atMost(PATIENCE).until(() -> letters.about("the tenant is not known"), found -> !found.isEmpty());
            assertThat(letters.about("the tenant is not known")).allSatisfy(letter -> {
                assertThat(letter.key()).isNull();
                assertThat(letter.value()).isNull();
                assertThat(Letters.header(letter, "dlt-consumer")).isEqualTo("issuer");
                assertThat(Letters.header(letter, "dlt-topic")).isEqualTo("otp.logins");
            });
        }
    }

    @Test
    void whileTheDatabaseIsAwayLoginsWaitAndNoneIsLost() {
        toDatabase.close();
        begin(started().build());
        var failed = replicas.stream().mapToLong(LoginStartedIT::failures).sum();
        await("somebody has tried")
                .atMost(PATIENCE)
                .until(() ->
                        replicas.stream().mapToLong(LoginStartedIT::failures).sum() > failed);
        assertThat(topics.records(Topic.REQUESTS, key())).isEmpty();

        toDatabase.open();

        assertThat(awaitRequests(1)).hasSize(1);
    }

    private static double answers(RunningIssuer issuer) {
        return issuer.bean(MeterRegistry.class).find("otp.login.events").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static long failures(RunningIssuer issuer) {
        return issuer.bean(MeterRegistry.class).find("spring.kafka.listener").tag("result", "failure").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private LoginStarted.Builder started() {
        return LoginStarted.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setTenant(TENANT)
                .setUserId(user)
                .setLoginId(login)
                .setPhone("07700 900123")
                .setStartedAt(Instant.now());
    }

    private void begin(LoginStarted event) {
        writer.write(Topic.LOGINS, key(), event);
    }

    private String key() {
        return TENANT + ":" + user;
    }

    private List<ConsumerRecord<String, SpecificRecord>> awaitRequests(int count) {
        return topics.awaitRecords(Topic.REQUESTS, key(), count);
    }

    private LoginRefused awaitRefusal() {
        return (LoginRefused)
                topics.awaitRecords(Topic.RECEIPTS, login, 1).getFirst().value();
    }

    private static void awaitHandled() {
        try (var group = new Group("issuer-" + SCHEMA + "-logins")) {
            await().atMost(PATIENCE).until(() -> group.hasHandled(Topic.LOGINS));
        }
    }
}
