package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.events.Topic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Those who follow the contact books are asked to compare, and what they find is counted and shown. */
class ComparisonIT {

    private static final String PHONE = "\"phone\": \"07700 900123\"";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RunningDirectory DIRECTORY = RunningDirectory.start("comparison", Map.of());

    private final Topics topics = Topics.shared();
    private final String user = DIRECTORY.newUser();

    @BeforeAll
    static void stopTheClock() {
        DIRECTORY.clock().stop();
    }

    @AfterAll
    static void stop() {
        DIRECTORY.close();
    }

    @Test
    void anAdministratorHasTheIssuerCompare() {
        DIRECTORY.vouch(user, PHONE);

        reconcile();

        assertThat(awaitComparison(true).getContacts())
                .as("which it has not answered yet")
                .hasSize(1);

        tell(FollowerState.APPLIED, DIRECTORY.clock().instant());
        awaitState("APPLIED");
        reconcile();
        awaitComparison(false);
    }

    @Test
    void aRemovalThatIsNotAnsweredIsToldOnceMore() {
        DIRECTORY.vouch(user, PHONE);
        assertThat(DIRECTORY
                        .asAdmin(
                                "DELETE",
                                "/v1/users/" + user + "/contacts/PHONE",
                                null,
                                "Reason",
                                "a stolen phone",
                                "If-Match",
                                "\"1\"")
                        .status())
                .isEqualTo(200);

        reconcile();

        var removals = await().atMost(PATIENCE).until(this::removals, found -> found.size() > 1);
        assertThat(removals).extracting(ContactChanged::getVersion).containsOnly(2L);
        assertThat(removals)
                .extracting(ContactChanged::getMaskedPrevious)
                .as("the same as before")
                .containsOnly("+44 •••• ••0123");
        assertThat(removals).extracting(ContactChanged::getEventId).doesNotHaveDuplicates();
    }

    private List<ContactChanged> removals() {
        return topics.records(Topic.ACCOUNTS, "demo:" + user).stream()
                .map(record -> record.value())
                .filter(ContactChanged.class::isInstance)
                .map(ContactChanged.class::cast)
                .filter(change -> change.getMaskedDestination() == null)
                .toList();
    }

    @Test
    void everyUserIsComparedOnceADay() {
        DIRECTORY.vouch(user, PHONE);
        String other = DIRECTORY.newUser();

        await().atMost(PATIENCE).until(() -> {
            DIRECTORY.clock().advance(Duration.ofMinutes(30));
            return comparisons(user).size() > 1 && comparisons(other).size() > 1;
        });

        var twice = comparisons(user);
        assertThat(Duration.between(at(twice.get(0)), at(twice.get(1)))).isGreaterThanOrEqualTo(Duration.ofHours(23));
    }

    @Test
    void whatTheIssuerFindsIsCountedAndShownAndNoLongerDelayOfTheChange() {
        DIRECTORY.vouch(user, PHONE);
        var now = DIRECTORY.clock().instant();
        tell(FollowerState.APPLIED, now);
        awaitState("APPLIED");
        double drifted = drifted();
        long measured = measured();

        tell(FollowerState.DRIFTED, now.plusMillis(100));
        awaitState("DRIFTED");
        assertThat(shown().body().at("/contacts/0/inForce").asBoolean()).isFalse();
        tell(FollowerState.APPLIED, now.plusMillis(101));
        awaitState("APPLIED");

        assertThat(drifted()).isEqualTo(drifted + 1);
        assertThat(measured()).isEqualTo(measured);
        Answer audit = DIRECTORY.asAdmin("GET", "/v1/audit?user=" + user, null);
        assertThat(audit.text("/entries/0/action")).isEqualTo("DRIFT_FOUND");
        assertThat(audit.text("/entries/0/actor")).isEqualTo("issuer");
        assertThat(audit.text("/entries/0/detail")).isEqualTo("PHONE 1");
    }

    @Test
    void whatIsNoContactIsCountedToo() {
        double drifted = drifted();

        topics.tell(
                user,
                "issuer",
                ContactKind.OTHER,
                1,
                FollowerState.DRIFTED,
                DIRECTORY.clock().instant());

        await().atMost(PATIENCE).until(() -> drifted() == drifted + 1);
        await().atMost(PATIENCE)
                .until(() -> DIRECTORY
                        .asAdmin("GET", "/v1/audit?user=" + user, null)
                        .text("/entries/0/action")
                        .equals("DRIFT_FOUND"));
    }

    @Test
    void anAnswerThatSaysTheSameAgainIsNoNews() {
        DIRECTORY.vouch(user, PHONE);
        var now = DIRECTORY.clock().instant();
        tell(FollowerState.APPLIED, now);
        awaitState("APPLIED");
        String since = shown().text("/contacts/0/followers/0/since");

        tell(FollowerState.APPLIED, now.plusSeconds(5));
        topics.tell(user, "issuer", ContactKind.OTHER, 1, FollowerState.DRIFTED, now.plusSeconds(6));

        await("both have been heard")
                .atMost(PATIENCE)
                .until(() -> DIRECTORY
                        .asAdmin("GET", "/v1/audit?user=" + user, null)
                        .text("/entries/0/action")
                        .equals("DRIFT_FOUND"));
        assertThat(shown().text("/contacts/0/followers/0/since")).isEqualTo(since);
    }

    private void reconcile() {
        assertThat(DIRECTORY
                        .asAdmin("POST", "/v1/users/" + user + "/reconcile", "{\"reason\": \"asked to\"}")
                        .status())
                .isEqualTo(202);
    }

    private void tell(FollowerState state, Instant at) {
        topics.tell(user, "issuer", ContactKind.PHONE, 1, state, at);
    }

    private Answer shown() {
        return DIRECTORY.asAdmin("GET", "/v1/users/" + user, null);
    }

    private void awaitState(String state) {
        await(state)
                .atMost(PATIENCE)
                .until(() -> shown().text("/contacts/0/followers/0/state").equals(state));
    }

    /**
     * The walk through all users may have come by as well. That nothing has changed is why the revision is the same.
     */
    private ContactBook awaitComparison(boolean answerWanted) {
        return await().atMost(PATIENCE)
                .until(
                        () -> comparisons(user).stream()
                                .filter(book -> book.getRevision() == 2 && book.getAnswerWanted() == answerWanted)
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private List<ContactBook> comparisons(String whose) {
        return topics.records(Topic.CONTACTS, "demo:" + whose).stream()
                .map(record -> record.value())
                .filter(ContactBook.class::isInstance)
                .map(ContactBook.class::cast)
                .filter(book -> book.getComparedAt() != null)
                .toList();
    }

    private static Instant at(ContactBook book) {
        Instant comparedAt = book.getComparedAt();
        return comparedAt == null ? Instant.EPOCH : comparedAt;
    }

    private static double drifted() {
        return meters().counter("otp.directory.drift", "follower", "issuer").count();
    }

    private static long measured() {
        return meters().get("otp.contacts.applied")
                .tag("follower", "issuer")
                .timer()
                .count();
    }

    private static MeterRegistry meters() {
        return DIRECTORY.bean(MeterRegistry.class);
    }
}
