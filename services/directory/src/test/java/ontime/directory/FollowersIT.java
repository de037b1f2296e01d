package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.events.Topic;
import ontime.infrastructure.identity.Holding;
import ontime.infrastructure.identity.IdentityStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores outside get each change, also those that are down, slow, throttle, or are changed by somebody else. */
@ExtendWith(OutputCaptureExtension.class)
class FollowersIT {

    private static final String SCHEMA = "followers";
    private static final String OLD = "\"phone\": \"07700 900123\"";
    private static final String NEW = "\"phone\": \"07700 900456\"";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final SimulatedStores STORES = new SimulatedStores();
    private static final RunningDirectory DIRECTORY = RunningDirectory.start(SCHEMA, STORES.settings());

    private final Topics topics = Topics.shared();
    private final String user = DIRECTORY.newUser();

    /** The clock stands still, and goes on only when a test says so. */
    @BeforeAll
    static void stopTheClock() {
        DIRECTORY.clock().stop();
    }

    @AfterEach
    void noNumberIsInTheLogs(CapturedOutput output) {
        STORES.graphFaults.down = false;
        STORES.graphFaults.release();
        STORES.scimFaults.release();
        assertThat(output.getAll()).doesNotContain("7700900", "7700 900");
    }

    @AfterAll
    static void stop() {
        DIRECTORY.close();
        STORES.close();
    }

    @Test
    void aContactIsInForceWhenTheIssuerAndEveryStoreHaveIt() {
        DIRECTORY.vouch(user, OLD);
        awaitState("entra", "APPLIED");
        awaitState("people", "APPLIED");

        assertThat(inEntra().phone()).isEqualTo("+44 7700900123");
        assertThat(inPeople().phone()).isEqualTo("tel:+447700900123");
        assertThat(shown().body().at("/contacts/0/inForce").asBoolean()).isFalse();
        topics.tell(user, "issuer", ContactKind.PHONE, 1, FollowerState.APPLIED, Instant.now());
        await().atMost(PATIENCE)
                .until(() -> shown().body().at("/contacts/0/inForce").asBoolean());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told("entra")).singleElement().satisfies(told -> {
                    assertThat(told.getState()).isEqualTo(FollowerState.APPLIED);
                    assertThat(told.getVersion()).isEqualTo(1);
                }));

        // Its token may end before its time.
        STORES.graph.revokeTokens();
        DIRECTORY.vouch(user, "\"email\": \"ada@example.org\"");
        await().atMost(PATIENCE).until(() -> "ada@example.org".equals(inEntra().email()));
        await().atMost(PATIENCE).until(() -> "ada@example.org".equals(inPeople().email()));
        assertThat(DIRECTORY
                        .asAdmin(
                                "DELETE",
                                "/v1/users/" + user + "/contacts/PHONE",
                                null,
                                "Reason",
                                "lost",
                                "If-Match",
                                "*")
                        .status())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(List.of(inEntra(), inPeople())).allSatisfy(held -> {
                    assertThat(held.phone()).isNull();
                    assertThat(held.email()).isEqualTo("ada@example.org");
                }));
    }

    @Test
    void aStoreThatIsDownForAnHourGetsTheNewestVersionOnlyAndOnce() {
        STORES.graphFaults.down = true;
        DIRECTORY.vouch(user, OLD);
        awaitState("people", "APPLIED");
        for (int minute = 0; minute < 30; minute++) {
            DIRECTORY.clock().advance(Duration.ofMinutes(1));
        }
        DIRECTORY.vouch(user, NEW);
        awaitState("people", "APPLIED");
        int before = STORES.graphFaults.calls.get();
        for (int minute = 0; minute < 30; minute++) {
            DIRECTORY.clock().advance(Duration.ofMinutes(1));
        }
        await("it is still tried").atMost(PATIENCE).until(() -> STORES.graphFaults.calls.get() > before);
        assertThat(state("entra")).isEqualTo("PENDING");

        STORES.graphFaults.down = false;
        awaitWhileTimePasses("entra", "APPLIED");

        assertThat(inEntra().phone()).isEqualTo("+44 7700900456");
        assertThat(inEntra().changes()).isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told("entra"))
                        .extracting(ContactApplied::getVersion)
                        .containsExactly(2L));
    }

    @Test
    void whyAStoreHasNotAppliedAContactYetAndWhenItIsTriedAgainIsShown() {
        STORES.graphFaults.down = true;
        DIRECTORY.vouch(user, OLD);
        await().atMost(PATIENCE).until(() -> follower("entra", "triesInVain").equals("1"));
        assertThat(follower("entra", "detail")).isEqualTo("it answers with 503");
        assertThat(Instant.parse(follower("entra", "nextTryAt")))
                .isAfter(DIRECTORY.clock().instant());

        // Of one that was never tried, because the store does nothing for anybody.
        String other = DIRECTORY.newUser();
        DIRECTORY.vouch(other, NEW);
        Answer waits = DIRECTORY.asAdmin("GET", "/v1/users/" + other, null);
        assertThat(waits.text("/contacts/0/followers/0/detail")).isEqualTo("it answers with 503");
        assertThat(waits.body().at("/contacts/0/followers/0/triesInVain").asInt())
                .isZero();

        STORES.graphFaults.down = false;
        awaitWhileTimePasses("entra", "APPLIED");
        assertThat(follower("entra", "triesInVain")).isEqualTo("0");
        assertThat(follower("entra", "nextTryAt")).isEmpty();
    }

    @Test
    void whetherTheStoresAreLookedAfterIsAPartOfTheHealthWhichNamesNoneToStrangers() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Answer health = DIRECTORY.asStranger("GET", "/actuator/health");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.text("/components/stores/status")).isEqualTo("UP");
            assertThat(health.response().body()).doesNotContain("details", "demo", "entra");
        });
        assertThat(DIRECTORY
                        .bean(MeterRegistry.class)
                        .get("otp.directory.following.standing")
                        .tag("follower", "entra")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void aStoreThatAsksForPatienceGetsItFromEverybody() {
        STORES.graphFaults.throttled.set(1);
        DIRECTORY.vouch(user, OLD);
        await().atMost(PATIENCE).until(() -> STORES.graphFaults.throttled.get() == 0);
        awaitState("people", "APPLIED");
        int calls = STORES.graphFaults.calls.get();
        DIRECTORY.clock().advance(Duration.ofSeconds(110));
        String other = DIRECTORY.newUser();
        DIRECTORY.vouch(other, NEW);
        await().atMost(PATIENCE)
                .until(() -> "tel:+447700900456".equals(held(STORES.scim, other).phone()));

        assertThat(STORES.graphFaults.calls).hasValue(calls);
        DIRECTORY.clock().advance(Duration.ofSeconds(11));
        awaitState("entra", "APPLIED");
        await().atMost(PATIENCE)
                .until(() -> "+44 7700900456"
                        .equals(held(STORES.graph, other + "@example.com").phone()));
    }

    @Test
    void whatSomebodyElseHasChangedIsFoundToldAndRepaired() {
        DIRECTORY.vouch(user, OLD);
        awaitState("entra", "APPLIED");
        double drifted = drifted();
        STORES.graph.set(user + "@example.com", "+44 7700900999", null);

        Answer asked = DIRECTORY.asAdmin("POST", "/v1/users/" + user + "/reconcile", "{\"reason\": \"asked to\"}");

        assertThat(asked.status()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> "+44 7700900123".equals(inEntra().phone()));
        awaitState("entra", "APPLIED");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told("entra"))
                        .extracting(ContactApplied::getState)
                        .containsExactly(FollowerState.APPLIED, FollowerState.DRIFTED, FollowerState.APPLIED));
        assertThat(drifted()).isEqualTo(drifted + 1);
        Answer audit = DIRECTORY.asAdmin("GET", "/v1/audit?user=" + user, null);
        assertThat(audit.text("/entries/0/action")).isEqualTo("DRIFT_FOUND");
        assertThat(audit.text("/entries/0/detail")).isEqualTo("entra: PHONE 1");
        assertThat(audit.text("/entries/1/action")).isEqualTo("RECONCILED");
        assertThat(DIRECTORY
                        .asAdmin("POST", "/v1/users/nobody/reconcile", "{\"reason\": \"asked to\"}")
                        .status())
                .isEqualTo(404);
        assertThat(DIRECTORY
                        .asService("POST", "/v1/users/" + user + "/reconcile", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void everyUserIsComparedOnceADay() {
        DIRECTORY.vouch(user, OLD);
        awaitState("people", "APPLIED");
        STORES.scim.set(user, null, null);

        await().atMost(PATIENCE).until(() -> {
            DIRECTORY.clock().advance(Duration.ofMinutes(30));
            return "tel:+447700900123".equals(inPeople().phone());
        });
        await().atMost(PATIENCE)
                .until(() -> told("people").stream().anyMatch(told -> told.getState() == FollowerState.DRIFTED));
    }

    @Test
    void aMethodThatIsTakenAwayIsTakenAwayAtTheStoresToo() {
        DIRECTORY.vouch(user, OLD);
        DIRECTORY.vouch(user, "\"email\": \"ada@example.org\"");
        awaitState("entra", "APPLIED");
        await().atMost(PATIENCE).until(() -> inEntra().email() != null);
        STORES.graphFaults.hold();
        int held = STORES.graphFaults.held.get();

        DIRECTORY.asAdmin("DELETE", "/v1/users/" + user + "/methods/SMS", null, "Reason", "a stolen phone");

        await().atMost(PATIENCE).until(() -> STORES.graphFaults.held.get() > held);
        assertThat(state("entra")).as("while it is still a way to log in there").isEqualTo("PENDING");
        STORES.graphFaults.release();
        await().atMost(PATIENCE).until(() -> inEntra().phone() == null);
        awaitState("entra", "APPLIED");
        assertThat(inEntra().email()).isEqualTo("ada@example.org");

        // Nor does a comparison bring it back: what somebody puts there is taken away again.
        STORES.graph.set(user + "@example.com", "+44 7700900123", "ada@example.org");
        DIRECTORY.asAdmin("POST", "/v1/users/" + user + "/reconcile", "{\"reason\": \"asked to\"}");
        await().atMost(PATIENCE).until(() -> inEntra().phone() == null);

        DIRECTORY.vouch(user, OLD);
        await().atMost(PATIENCE).until(() -> "+44 7700900123".equals(inEntra().phone()));
    }

    @Test
    void aMethodThatIsTakenAwayDuringACallIsTakenAwayAfterIt() {
        DIRECTORY.vouch(user, "\"email\": \"ada@example.org\"");
        await("which needs a token").atMost(PATIENCE).until(() -> inEntra().email() != null);
        STORES.graphFaults.hold();
        int held = STORES.graphFaults.held.get();
        DIRECTORY.vouch(user, OLD);
        await().atMost(PATIENCE).until(() -> STORES.graphFaults.held.get() > held);
        DIRECTORY.asAdmin("DELETE", "/v1/users/" + user + "/methods/SMS", null, "Reason", "a stolen phone");

        STORES.graphFaults.release();

        awaitState("entra", "APPLIED");
        assertThat(inEntra().phone()).isNull();
        assertThat(inEntra().changes()).as("brought, and taken away").isEqualTo(3);
    }

    @Test
    void usersWhomAStoreCannotServeHoldUpNoOthersComparison() {
        DIRECTORY.vouch(user, OLD);
        awaitState("people", "APPLIED");
        var database = DIRECTORY.bean(JdbcClient.class);
        database.sql("""
                        insert into following (tenant, follower, user_id, kind, task, version, made_at, due_at)
                        select 'demo', 'people', 'put-off-' || n, 'PHONE', 'COMPARE', 1, now(), 'infinity'
                        from generate_series(1, 100) n
                        """).update();
        STORES.scim.set(user, null, null);

        await().atMost(PATIENCE).until(() -> {
            DIRECTORY.clock().advance(Duration.ofMinutes(30));
            return "tel:+447700900123".equals(inPeople().phone());
        });

        database.sql("delete from following where user_id like 'put-off-%'").update();
    }

    @Test
    void aUserWhomAStoreDoesNotKnowIsAFailureInWordsAndADeadLetter() {
        STORES.graph.remove(user + "@example.com");
        DIRECTORY.vouch(user, OLD);
        awaitState("entra", "FAILED");
        awaitState("people", "APPLIED");

        assertThat(follower("entra", "detail")).isEqualTo("the user is not known there");
        assertThat(Tables.count(SCHEMA, "following where user_id = '" + user + "'"))
                .isZero();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Letters.all()).contains("demo:" + user + " entra: the user is not known there"));

        // Somebody adds them there, and has it looked at.
        STORES.graph.set(user + "@example.com", null, null);
        DIRECTORY.asAdmin("POST", "/v1/users/" + user + "/reconcile", "{\"reason\": \"is known now\"}");
        awaitState("entra", "APPLIED");
        assertThat(inEntra().phone()).isEqualTo("+44 7700900123");
    }

    @Test
    void aChangeDuringACallComesAfterIt() {
        STORES.graphFaults.hold();
        int held = STORES.graphFaults.held.get();
        DIRECTORY.vouch(user, OLD);
        await().atMost(PATIENCE).until(() -> STORES.graphFaults.held.get() > held);
        DIRECTORY.vouch(user, NEW);
        awaitState("people", "APPLIED");
        assertThat(STORES.graphFaults.held).hasValue(held + 1);

        STORES.graphFaults.release();

        await().atMost(PATIENCE).until(() -> "+44 7700900456".equals(inEntra().phone()));
        awaitState("entra", "APPLIED");
        assertThat(inEntra().changes()).isEqualTo(2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told("entra"))
                        .extracting(ContactApplied::getVersion)
                        .containsExactly(1L, 2L));
    }

    @Test
    void whoWasAtItForTooLongHasTheStoreCompared() {
        DIRECTORY.vouch(user, "\"email\": \"ada@example.org\"");
        await("which needs a token").atMost(PATIENCE).until(() -> inEntra().email() != null);
        STORES.graphFaults.hold();
        int held = STORES.graphFaults.held.get();
        DIRECTORY.vouch(user, OLD);
        await().atMost(PATIENCE).until(() -> STORES.graphFaults.held.get() > held);
        var database = DIRECTORY.bean(JdbcClient.class);
        // As if another replica had done it when the lease was over.
        database.sql("delete from following where follower = 'entra' and user_id = ?")
                .param(user)
                .update();
        database.sql("update follower_state set state = 'APPLIED' where follower = 'entra' and user_id = ?")
                .param(user)
                .update();
        STORES.graph.set(user + "@example.com", "+44 7700900999", null);
        STORES.graphFaults.release();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(told("entra"))
                        .as("that it was looked at")
                        .extracting(ContactApplied::getState)
                        .contains(FollowerState.DRIFTED));
        awaitState("entra", "APPLIED");
        assertThat(inEntra().phone()).isEqualTo("+44 7700900123");
    }

    @Test
    void aUserWhomSomebodyChangesBetweenOurLookAndOurChangeKeepsWhatTheyChanged() {
        STORES.scimFaults.hold();
        int held = STORES.scimFaults.held.get();
        DIRECTORY.vouch(user, OLD);
        await().atMost(PATIENCE).until(() -> STORES.scimFaults.held.get() > held);
        int conflicts = STORES.scimFaults.conflicts.get();
        STORES.scim.set(user, "tel:+447700900999", "theirs@example.org");

        STORES.scimFaults.release();

        awaitState("people", "APPLIED");
        assertThat(STORES.scimFaults.conflicts).as("ours was not taken").hasValue(conflicts + 1);
        assertThat(inPeople().phone()).isEqualTo("tel:+447700900123");
        assertThat(inPeople().email()).isEqualTo("theirs@example.org");
    }

    @Test
    void anErasedUserIsErasedAtEveryStore() {
        DIRECTORY.vouch(user, OLD);
        DIRECTORY.vouch(user, "\"email\": \"ada@example.org\"");
        await().atMost(PATIENCE)
                .until(() -> inEntra().email() != null && inPeople().email() != null);
        await().atMost(PATIENCE)
                .until(() -> inEntra().phone() != null && inPeople().phone() != null);

        assertThat(DIRECTORY
                        .asAdmin("DELETE", "/v1/users/" + user, null, "Reason", "asked to")
                        .status())
                .isEqualTo(204);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(List.of(inEntra(), inPeople())).allSatisfy(held -> {
                    assertThat(held.phone()).isNull();
                    assertThat(held.email()).isNull();
                }));
        await().atMost(PATIENCE).until(() -> Tables.count(SCHEMA, "following where user_id = '" + user + "'") == 0);
    }

    @Test
    void whatNeverWasAContactHereIsNotTakenAwayWithTheUser() {
        STORES.graph.set(user + "@example.com", "+44 7700900999", null);
        DIRECTORY.vouch(user, "\"email\": \"ada@example.org\"");
        awaitState("entra", "APPLIED");
        assertThat(inEntra().email()).isEqualTo("ada@example.org");

        DIRECTORY.asAdmin("DELETE", "/v1/users/" + user, null, "Reason", "asked to");

        await().atMost(PATIENCE).until(() -> Tables.count(SCHEMA, "following where user_id = '" + user + "'") == 0);
        assertThat(inEntra().email()).isNull();
        assertThat(inEntra().phone()).as("somebody else's doing").isEqualTo("+44 7700900999");
    }

    private Answer shown() {
        return DIRECTORY.asAdmin("GET", "/v1/users/" + user, null);
    }

    private Holding inEntra() {
        return held(STORES.graph, user + "@example.com");
    }

    private Holding inPeople() {
        return held(STORES.scim, user);
    }

    private static Holding held(IdentityStore store, String name) {
        return store.find(name).orElseThrow();
    }

    private String state(String store) {
        return follower(store, "state");
    }

    private String follower(String store, String field) {
        for (var one : shown().body().at("/contacts/0/followers")) {
            if (one.path("follower").asString("").equals(store)) {
                return one.path(field).asString("");
            }
        }
        return "none";
    }

    private void awaitState(String store, String state) {
        await(store + " is " + state).atMost(PATIENCE).until(() -> state(store).equals(state));
    }

    private void awaitWhileTimePasses(String store, String state) {
        await(store + " is " + state).atMost(PATIENCE).until(() -> {
            DIRECTORY.clock().advance(Duration.ofMinutes(1));
            return state(store).equals(state);
        });
    }

    /** What was published of a store, in its order. */
    private List<ContactApplied> told(String store) {
        return topics.records(Topic.ACCOUNTS, "demo:" + user).stream()
                .map(record -> record.value())
                .filter(ContactApplied.class::isInstance)
                .map(ContactApplied.class::cast)
                .filter(told -> told.getFollower().equals(store))
                .toList();
    }

    private static double drifted() {
        return DIRECTORY
                .bean(MeterRegistry.class)
                .counter("otp.directory.drift", "follower", "entra")
                .count();
    }
}
