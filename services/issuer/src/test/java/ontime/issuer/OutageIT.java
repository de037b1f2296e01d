package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import ontime.events.Topic;
import ontime.infrastructure.TestInfrastructure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The broker or the database is away, and comes back. */
class OutageIT {

    private static final String SCHEMA = "outage";

    private static Forwarder toDatabase = new Forwarder("127.0.0.1:1");
    private static Forwarder toBroker = new Forwarder("127.0.0.1:1");
    private static RunningIssuer issuer = RunningIssuer.shared();

    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();

    @BeforeAll
    static void startWithoutABroker() {
        var account = TestInfrastructure.schema(SCHEMA);
        var server = account.host().equals("localhost") ? "127.0.0.1" : account.host();
        toDatabase = new Forwarder(server + ":" + account.port());
        toBroker = new Forwarder(TestInfrastructure.kafka());
        toDatabase.open();
        issuer = RunningIssuer.start(
                SCHEMA,
                Map.of(
                        "spring.datasource.url",
                        "jdbc:postgresql://" + toDatabase.address() + "/" + account.database() + "?currentSchema="
                                + SCHEMA,
                        "spring.kafka.bootstrap-servers",
                        toBroker.address(),
                        "spring.kafka.producer.properties.max.block.ms",
                        "1000"));
    }

    @AfterAll
    static void stop() {
        toBroker.open();
        issuer.close();
        toBroker.close();
        toDatabase.close();
    }

    @Test
    void whatIsAskedForWhileTheBrokerIsAwayIsPublishedWhenItIsBackInOrderAndOnce() {
        toBroker.close();
        String first = issuer.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        String second = issuer.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        await().pollDelay(Duration.ofSeconds(2)).until(() -> outbox() == 3);
        assertThat(topics.records(Topic.REQUESTS, "demo:" + user)).isEmpty();

        toBroker.open();

        assertThat(topics.awaitRecords(Topic.REQUESTS, "demo:" + user, 3))
                .extracting(record -> record.value().getSchema().getName())
                .containsExactly("OtpRequested", "OtpWithdrawn", "OtpRequested");
        await().until(() -> outbox() == 0);
        assertThat(topics.requests(first, 1)).hasSize(1);
        assertThat(topics.requests(second, 1)).hasSize(1);
    }

    @Test
    void anEventThatNobodyCanReadStaysInTheOutboxAndBlocksNobody() {
        toBroker.open();
        var database = issuer.bean(JdbcClient.class);
        database.sql("""
                        insert into outbox (topic, key, event_id, event_at, event_type, content, due_at) values
                        ('otp.requests', :key, 'garbage', now(), 'ontime.events.OtpRequested', '\\x00c0ffee', now()),
                        ('otp.requests', :key, 'unknown', now(), 'ontime.events.FromTheFuture', '\\x00', now())
                        """).param("key", "demo:" + user).update();
        await("the sweep has put them off")
                .until(() -> database.sql("select count(*) from outbox where due_at > now() + interval '9 minutes'")
                                .query(Integer.class)
                                .single()
                        == 2);

        String challenge = issuer.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");

        topics.awaitRequest(challenge, 1);
        await().until(() -> outbox() == 2);
        assertThat(issuer.get("/actuator/prometheus").response().body()).contains("otp_outbox_pending 2.0");
        database.sql("delete from outbox").update();
    }

    @Test
    void withoutTheDatabaseTheCallerIsToldToTryAgain() {
        toBroker.open();
        String challenge = issuer.ask(user, "\"phone\": \"07700 900123\"").text("/challengeId");
        String code = topics.awaitCode(challenge);
        toDatabase.close();

        var calls = new HashMap<String, Answer>();
        calls.put("ask", issuer.post("/v1/challenges", "{\"userId\": \"u\", \"phone\": \"07700 900123\"}"));
        calls.put("check", issuer.check(challenge, code));
        calls.put("find", issuer.get("/v1/challenges/" + challenge));

        assertThat(calls).allSatisfy((call, answer) -> {
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.text("/type")).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("2");
        });
        assertThat(issuer.get("/actuator/health/readiness").status()).isEqualTo(503);
        toDatabase.open();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> issuer.check(challenge, code).text("/outcome").equals("VERIFIED"));
    }

    private static long outbox() {
        return issuer.bean(JdbcClient.class)
                .sql("select count(*) from outbox")
                .query(Long.class)
                .single();
    }
}
