package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.events.MethodKind;
import ontime.events.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody changes rows of the issuer's behind its back, and the directory has it compare. */
class DriftIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String NOTHING = "\"locale\": \"en\"";

    /** One that answers alone: others of the tests follow the same topic, and nobody has changed theirs. */
    private static final RunningIssuer ISSUER = RunningIssuer.start("drift", Map.of());

    private final JdbcClient database = ISSUER.bean(JdbcClient.class);
    private final Topics topics = Topics.shared();
    private final String user = RunningIssuer.newUser();
    private final FakeDirectory directory = new FakeDirectory("demo", user);

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @Test
    void aContactThatIsChangedBehindItsBackIsFoundToldAndBroughtBack() {
        directory.phone(3, "+447700900123").email(1, "ada@example.com").publish(2);
        awaitContacts(2);
        database.sql("update contact set version = 9, valid_until = now() where kind = 'PHONE' and user_id = ?")
                .param(user)
                .update();
        assertThat(ISSUER.ask(user, NOTHING).text("/channel")).isEqualTo("EMAIL");

        directory.compare(2);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drifted())
                        .extracting(ContactApplied::getKind, ContactApplied::getVersion)
                        .containsExactly(tuple(ContactKind.PHONE, 3L)));
        Answer asked = ISSUER.ask(user, NOTHING);
        assertThat(asked.text("/destination")).isEqualTo("+44 •••• ••0123");
        var drift = drifted().getFirst();
        assertThat(told().stream()
                        .filter(one -> one.getState() == FollowerState.APPLIED)
                        .anyMatch(one ->
                                one.getAppliedAt().equals(drift.getAppliedAt().plusMillis(1))))
                .isTrue();

        // Nothing is left to be found.
        directory.compare(2).email(2, "bea@example.com").publish(3);
        awaitVersion(ContactKind.EMAIL, 2);
        assertThat(drifted()).hasSize(1);
    }

    @Test
    void aMethodAndAnAppThatSomebodyGivesAreTakenAwayAgain() {
        directory.methods(MethodKind.SMS).phone(1, "+447700900123").publish(1);
        awaitContacts(1);
        database.sql("update contact_book set methods = array['SMS', 'TOTP'] where user_id = ?")
                .param(user)
                .update();
        database.sql(
                        "insert into authenticator (tenant, user_id, version, closed, last_step) values ('demo', ?, 1, 'x', 1)")
                .param(user)
                .update();

        directory.compare(1);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drifted()).singleElement().satisfies(told -> {
                    assertThat(told.getKind()).isEqualTo(ContactKind.OTHER);
                    assertThat(told.getDetail())
                            .isEqualTo("somebody else has changed there: the methods, the authenticator app");
                }));
        assertThat(Tables.count("drift", "authenticator where user_id = '" + user + "'"))
                .isZero();
    }

    @Test
    void anAppWhoseSecretSomebodyHasChangedIsToldAndBroughtBack() {
        directory
                .methods(MethodKind.TOTP)
                .app(1, SECRET, 5)
                .phone(1, "+447700900123")
                .publish(1);
        awaitContacts(1);
        database.sql("update authenticator set closed = 'x' where user_id = ?")
                .param(user)
                .update();

        directory.compare(1);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drifted()).singleElement().satisfies(told -> {
                    assertThat(told.getKind()).isEqualTo(ContactKind.OTHER);
                    assertThat(told.getDetail()).isEqualTo("somebody else has changed there: the authenticator app");
                }));
        assertThat(Tables.count("drift", "authenticator where user_id = '" + user + "' and closed <> 'x'"))
                .isEqualTo(1);
    }

    @Test
    void aComparisonThatARemovalHasOvertakenFindsNothing() {
        var now = Instant.now();
        directory.phone(1, "+447700900123").publish(1, now.minusSeconds(10));
        awaitContacts(1);
        directory.tellRemoval(2);
        awaitContacts(0);

        directory.compare(1, now.minusSeconds(5));

        directory.without(ContactKind.PHONE).email(1, "ada@example.com").publish(2);
        awaitVersion(ContactKind.EMAIL, 1);
        assertThat(drifted()).isEmpty();
    }

    @Test
    void aStepThatIsSpentIsNoDriftAndStaysSpent() {
        directory
                .methods(MethodKind.TOTP)
                .app(1, SECRET, 5)
                .phone(1, "+447700900123")
                .publish(1);
        awaitContacts(1);
        database.sql("update authenticator set last_step = 7 where user_id = ?")
                .param(user)
                .update();

        directory.compare(1).phone(2, "+447700900456").publish(2);

        awaitVersion(ContactKind.PHONE, 2);
        assertThat(drifted()).isEmpty();
        assertThat(Tables.text("drift", "select last_step from authenticator where user_id = '" + user + "'"))
                .isEqualTo("7");
    }

    private void awaitContacts(int count) {
        await().atMost(PATIENCE).until(() -> Tables.count("drift", "contact where user_id = '" + user + "'") == count);
    }

    private void awaitVersion(ContactKind kind, long version) {
        String row = "contact where user_id = '%s' and kind = '%s' and version = %d".formatted(user, kind, version);
        await().atMost(PATIENCE).until(() -> Tables.count("drift", row) == 1);
    }

    private List<ContactApplied> drifted() {
        return told().stream()
                .filter(one -> one.getState() == FollowerState.DRIFTED)
                .toList();
    }

    private List<ContactApplied> told() {
        return topics.records(Topic.ACCOUNTS, directory.key()).stream()
                .map(record -> record.value())
                .filter(ContactApplied.class::isInstance)
                .map(ContactApplied.class::cast)
                .toList();
    }
}
