package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import ontime.events.ChangedBy;
import ontime.events.ContactApplied;
import ontime.events.ContactChanged;
import ontime.events.ContactKind;
import ontime.events.DeliveryReceipt;
import ontime.events.FollowerState;
import ontime.events.OtpRequested;
import ontime.events.Purpose;
import ontime.events.Topic;
import ontime.events.UserErased;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the directory tells of contacts, beside the logins that it matters for. */
class ContactsIT extends HistoryIntegration {

    private static final Instant CLICK = Instant.parse("2026-03-02T10:00:00Z");

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aLoginShowsWhichContactsItsUserHadAndThatTheCodeWentToTheOldNumber() {
        var login = new TestEvents("l-moved", "acme", CLICK);
        publish(Topic.ACCOUNTS, changed("u-l-moved", 3, CLICK.minusSeconds(60)));
        publish(Topic.ACCOUNTS, applied("u-l-moved", 3, CLICK.plusSeconds(240)));
        // Told twice, and the second time as later.
        publish(Topic.ACCOUNTS, applied("u-l-moved", 3, CLICK.plusSeconds(999)));
        publish(Topic.REQUESTS, login.requested());
        publish(Topic.RECEIPTS, login.accepted());

        eventually().untilAsserted(() -> {
            var answer = json(get("/v1/logins/l-moved", sally()));
            assertThat(answer.at("/verdict/code").asString()).isEqualTo("SENT_TO_OLD_DESTINATION");
            assertThat(answer.at("/verdict/text").asString())
                    .contains("took effect at 09:59:00 UTC", "in force at the issuer at 10:04:00 UTC, 5 min later");
            assertThat(answer.at("/contacts/0/version").asLong()).isEqualTo(3);
            assertThat(answer.at("/contacts/0/inForceAt").asString()).isEqualTo("2026-03-02T10:04:00.000Z");
            assertThat(answer.at("/contacts/0/followers/0/follower").asString()).isEqualTo("issuer");
            assertThat(answer.at("/challenges/0/deliveries/0/contactVersion").asLong())
                    .isEqualTo(2);
            assertThat(answer.toString()).doesNotContain("fingerprint-of");
        });
        assertThat(json(get("/v1/logins?user=u-l-moved&from=2026-03-01T00:00:00Z&to=2026-03-10T00:00:00Z", sally()))
                        .at("/logins/0/verdict/code")
                        .asString())
                .isEqualTo("SENT_TO_OLD_DESTINATION");
    }

    @Test
    void whoIsErasedByEventIsErasedHereAndStaysSoThroughARebuild() {
        var login = new TestEvents("l-gone", "acme", CLICK);
        publish(Topic.ACCOUNTS, changed("u-l-gone", 3, CLICK.minusSeconds(60)));
        publish(Topic.REQUESTS, login.requested());
        eventually().until(() -> get("/v1/logins/l-gone", sally()).statusCode() == 200);

        publish(
                Topic.ACCOUNTS,
                UserErased.newBuilder()
                        .setEventId("erased-u-l-gone")
                        .setTenant("acme")
                        .setUserId("u-l-gone")
                        .setErasedAt(CLICK.plusSeconds(600))
                        .build());

        eventually().until(() -> get("/v1/logins/l-gone", sally()).statusCode() == 404);
        eventually().until(() -> changes("u-l-gone") == 0);
        jdbc.sql("DELETE FROM contact_change WHERE user_id = 'u-l-kept'").update();
        publish(Topic.ACCOUNTS, changed("u-l-kept", 3, CLICK));
        eventually().until(() -> changes("u-l-kept") == 1);
        jdbc.sql("DELETE FROM contact_change").update();

        assertThat(postJson("/v1/rebuild", "", adam()).statusCode()).isEqualTo(202);

        eventually()
                .until(() ->
                        json(get("/v1/rebuild", adam())).at("/state").asString().equals("DONE"));
        assertThat(changes("u-l-kept")).isOne();
        assertThat(changes("u-l-gone")).isZero();
        assertThat(get("/v1/logins/l-gone", sally()).statusCode()).isEqualTo(404);
    }

    @Test
    void anErasureByAnAdministratorTakesTheContactsToo() {
        publish(Topic.ACCOUNTS, changed("u-asked-out", 1, CLICK));
        eventually().until(() -> changes("u-asked-out") == 1);

        assertThat(postJson(
                                "/v1/erasures",
                                "{\"userId\": \"u-asked-out\", \"tenant\": \"acme\", \"reason\": \"asked to\"}",
                                adam())
                        .statusCode())
                .isEqualTo(200);

        assertThat(changes("u-asked-out")).isZero();
    }

    @Test
    void aNoticeIsNoLogin() {
        var login = new TestEvents("l-noticed", "acme", CLICK);
        publish(
                Topic.REQUESTS,
                OtpRequested.newBuilder(login.requested())
                        .setPurpose(Purpose.NOTICE)
                        .setChallengeId("notice-1")
                        .setLoginId("notice-1")
                        .build());
        publish(
                Topic.RECEIPTS,
                DeliveryReceipt.newBuilder(login.accepted())
                        .setChallengeId("notice-1")
                        .setLoginId("notice-1")
                        .build());
        publish(Topic.REQUESTS, login.requested());
        publish(Topic.RECEIPTS, login.accepted());

        eventually().until(() -> get("/v1/logins/l-noticed", sally()).statusCode() == 200);
        assertThat(get("/v1/logins/notice-1", sally()).statusCode()).isEqualTo(404);
        assertThat(jdbc.sql("SELECT count(*) FROM fact WHERE login_id = 'notice-1'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private long changes(String user) {
        return jdbc.sql("SELECT count(*) FROM contact_change WHERE user_id = :user")
                .param("user", user)
                .query(Long.class)
                .single();
    }

    private static ContactChanged changed(String user, long version, Instant at) {
        return ContactChanged.newBuilder()
                .setEventId("changed-" + user + version)
                .setTenant("acme")
                .setUserId(user)
                .setKind(ContactKind.PHONE)
                .setVersion(version)
                .setMaskedDestination("+44 •••• ••0456")
                .setDestinationFingerprint("fingerprint-of-new")
                .setMaskedPrevious("+44 •••• ••0123")
                .setPreviousFingerprint("fingerprint-of-old")
                .setVerified(true)
                .setChangedBy(ChangedBy.USER)
                .setAskedAt(at.minusSeconds(30))
                .setChangedAt(at)
                .build();
    }

    private static ContactApplied applied(String user, long version, Instant at) {
        return ContactApplied.newBuilder()
                .setEventId("applied-" + user + version + at)
                .setTenant("acme")
                .setUserId(user)
                .setFollower("issuer")
                .setKind(ContactKind.PHONE)
                .setVersion(version)
                .setState(FollowerState.APPLIED)
                .setAppliedAt(at)
                .build();
    }

    private void publish(Topic topic, SpecificRecord event) {
        try (var producer = producer();
                var serializer = events()) {
            var bytes = serializer.serialize(topic.topicName(), event);
            producer.send(new ProducerRecord<>(topic.topicName(), "acme:u".getBytes(UTF_8), bytes))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
    }
}
