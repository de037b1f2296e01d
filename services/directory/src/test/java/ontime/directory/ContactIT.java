package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.events.MethodKind;
import ontime.events.Topic;
import ontime.sealing.Holder;
import ontime.sealing.UnreadableSealException;
import ontime.sealing.Unsealer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A contact changes, and everybody who must follow can be seen to do so. */
class ContactIT {

    private static final String OLD = "\"phone\": \"07700 900123\"";
    private static final String NEW = "\"phone\": \"07700 900456\"";

    private final RunningDirectory directory = RunningDirectory.shared();
    private final Topics topics = Topics.shared();
    private final String user = directory.newUser();

    @AfterEach
    void letTimeRun() {
        directory.clock().run();
    }

    @Test
    void aContactThatAnAdministratorVouchesForIsTheIssuersToOpenAndNobodyElses() throws UnreadableSealException {
        Answer changed = directory.vouch(user, OLD);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/contacts/0/destination")).isEqualTo("+44 •••• ••0123");
        assertThat(changed.body().at("/contacts/0/version").asLong()).isEqualTo(1);
        assertThat(changed.body().at("/contacts/0/verified").asBoolean()).isFalse();
        assertThat(changed.text("/contacts/0/changedBy")).isEqualTo("ADMINISTRATOR");
        ContactBook book = topics.awaitBook(user, 2);
        assertThat(book.getMethods()).containsExactly(MethodKind.SMS);
        var contact = book.getContacts().getFirst();
        byte[] sealed = new byte[contact.getSealed().remaining()];
        contact.getSealed().get(sealed);
        assertThat(Unsealer.with(RunningDirectory.KEYS.resolve("issuer.private.json"))
                        .unseal(sealed, new Holder("demo", user, "PHONE", 1)))
                .isEqualTo("+447700900123");
        ContactChanged event = topics.awaitEvent(user, ContactChanged.class);
        assertThat(event.getVersion()).isEqualTo(1);
        assertThat(event.getMaskedPrevious()).isNull();
        assertThat(event.getDestinationFingerprint()).isEqualTo(contact.getDestinationFingerprint());
    }

    @Test
    void aChangeTakesEffectWhenItsCodeIsEnteredAndTheOldDestinationIsTold() {
        directory.vouch(user, OLD);
        Answer asked =
                directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"1\"");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text("/destination")).isEqualTo("+44 •••• ••0456");
        String proof = "/v1/contact-changes/" + asked.text("/changeId") + "/proof";

        assertThat(directory.asService("POST", proof, "{\"code\": \"111111\"}").text("/type"))
                .isEqualTo("wrong-code");
        assertThat(shown().text("/contacts/0/destination")).isEqualTo("+44 •••• ••0123");
        Answer proved = directory.asService("POST", proof, "{\"code\": \"271 828\"}");

        assertThat(proved.status()).as(proved.response().body()).isEqualTo(200);
        assertThat(proved.text("/contacts/0/destination")).isEqualTo("+44 •••• ••0456");
        assertThat(proved.body().at("/contacts/0/verified").asBoolean()).isTrue();
        assertThat(proved.body().at("/pendingChanges")).isEmpty();
        var code = directory.issuer().calls("/v1/contact-proofs").stream()
                .filter(call -> call.text().contains(user))
                .toList();
        assertThat(code).singleElement().satisfies(call -> {
            assertThat(call.body().path("phone").asString()).isEqualTo("+447700900456");
            assertThat(call.body().path("channel").asString()).isEqualTo("SMS");
        });
        await("the old destination is told")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(directory.issuer().calls("/v1/notices").stream()
                                .filter(call -> call.text().contains(user))
                                .toList())
                        .singleElement()
                        .satisfies(call -> {
                            assertThat(call.body().path("phone").asString()).isEqualTo("+447700900123");
                            assertThat(call.body().path("kind").asString()).isEqualTo("CONTACT_CHANGED");
                            assertThat(call.body().path("madeAt").asString())
                                    .isEqualTo(proved.text("/contacts/0/validFrom"));
                            assertThat(call.idempotencyKey()).isNotEmpty();
                        }));
        assertThat(directory.asService("POST", proof, "{\"code\": \"271828\"}").text("/type"))
                .isEqualTo("settled");
    }

    @Test
    void aContactIsInForceWhenTheIssuerSaysSo() {
        directory.vouch(user, OLD);
        directory.vouch(user, NEW);
        assertThat(shown().body().at("/contacts/0/inForce").asBoolean()).isFalse();
        assertThat(shown().text("/contacts/0/followers/0/state")).isEqualTo("PENDING");
        assertThat(directory
                        .bean(MeterRegistry.class)
                        .get("otp.contacts.pending")
                        .gauge()
                        .value())
                .isPositive();
        Instant now = Instant.now();

        topics.tell(user, "issuer", ContactKind.PHONE, 1, FollowerState.APPLIED, now);
        topics.tell(user, "issuer", ContactKind.PHONE, 2, FollowerState.FAILED, now);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> shown().text("/contacts/0/followers/0/state").equals("FAILED"));
        assertThat(shown().body().at("/contacts/0/inForce").asBoolean()).isFalse();
        assertThat(shown().text("/contacts/0/followers/0/detail")).isEqualTo("because");
        assertThat(directory
                        .asAdmin("GET", "/v1/users/" + user + "/contacts/PHONE/versions", null)
                        .body()
                        .at("/versions/1/inForce")
                        .asBoolean())
                .as("the one before, of which the issuer knows that it is over")
                .isFalse();

        topics.tell(user, "issuer", ContactKind.PHONE, 2, FollowerState.APPLIED, now.plusMillis(5));
        // Late, from before.
        topics.tell(user, "issuer", ContactKind.PHONE, 2, FollowerState.FAILED, now.plusMillis(1));
        topics.tell(user, "issuer", ContactKind.PHONE, 7, FollowerState.APPLIED, now);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> shown().body().at("/contacts/0/inForce").asBoolean());

        var versions = directory.asAdmin("GET", "/v1/users/" + user + "/contacts/PHONE/versions", null);
        assertThat(versions.body().at("/versions"))
                .extracting(version -> version.at("/version").asLong())
                .containsExactly(2L, 1L);
        assertThat(versions.text("/versions/1/destination")).isEqualTo("+44 •••• ••0123");
        assertThat(versions.body().at("/versions/0/inForce").asBoolean()).isTrue();
        assertThat(versions.body().at("/versions/1/inForce").asBoolean()).isFalse();
        directory.asAdmin("DELETE", "/v1/users/" + user + "/methods/SMS", null, "Reason", "a swapped SIM");
        assertThat(shown().body().at("/contacts/0/inForce").asBoolean())
                .as("no code goes there")
                .isFalse();
    }

    @Test
    void aTemporaryContactGivesWayToTheLastingOneWhenItEnds() {
        Instant now = directory.clock().stop();
        directory.vouch(user, OLD);
        directory.vouch(user, NEW + ", \"until\": \"" + now.plus(Duration.ofHours(1)) + "\"");
        assertThat(shown().text("/contacts/0/destination")).isEqualTo("+44 •••• ••0456");

        directory.clock().advance(Duration.ofHours(1));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> shown().text("/contacts/0/destination").equals("+44 •••• ••0123"));
        assertThat(shown().body().at("/contacts/0/version").asLong()).isEqualTo(3);
        assertThat(shown().text("/contacts/0/changedBy")).isEqualTo("SYSTEM");
        assertThat(topics.awaitBook(user, 4).getContacts().getFirst().getMaskedDestination())
                .isEqualTo("+44 •••• ••0123");
    }

    @Test
    void aResetStaysAResetWhenTheTemporaryContactEnds() {
        Instant now = directory.clock().stop();
        directory.vouch(user, OLD);
        directory.vouch(user, NEW + ", \"until\": \"" + now.plus(Duration.ofHours(1)) + "\"");
        directory.asAdmin("POST", "/v1/users/" + user + "/reset", "{\"reason\": \"a swapped SIM\"}");

        directory.clock().advance(Duration.ofHours(1));

        ContactBook book = topics.awaitBook(user, 5);
        assertThat(book.getContacts().getFirst().getMaskedDestination()).isEqualTo("+44 •••• ••0123");
        assertThat(book.getMethods()).isEmpty();
        assertThat(book.getReregistrationRequired()).isTrue();
    }

    @Test
    void aLentContactBringsBackNoneThatWasTakenAwayBeforeIt() {
        Instant now = directory.clock().stop();
        directory.vouch(user, OLD);
        directory.asAdmin("POST", "/v1/users/" + user + "/reset", "{\"reason\": \"a stolen phone\"}");
        directory.vouch(user, NEW + ", \"until\": \"" + now.plus(Duration.ofHours(1)) + "\"");
        assertThat(topics.awaitBook(user, 4).getMethods()).containsExactly(MethodKind.SMS);

        directory.clock().advance(Duration.ofHours(1));

        ContactBook book = topics.awaitBook(user, 5);
        assertThat(book.getContacts()).as("codes for whoever stole it").isEmpty();
        assertThat(book.getMethods()).isEmpty();
    }

    @Test
    void aTemporaryContactThatCannotEndHoldsUpNoOther() {
        Instant now = directory.clock().stop();
        String until = ", \"until\": \"" + now.plus(Duration.ofHours(1)) + "\"";
        directory.vouch(user, OLD);
        directory.vouch(user, NEW + until);
        var next = directory.newUser();
        directory.vouch(next, NEW + until);
        directory
                .bean(JdbcClient.class)
                .sql("update contact_version set closed = 'ruined' where user_id = ? and version = 1")
                .param(user)
                .update();

        directory.clock().advance(Duration.ofHours(1));

        assertThat(topics.awaitBook(next, 3).getContacts()).isEmpty();
        directory.asAdmin("DELETE", "/v1/users/" + user, null, "Reason", "the test is over");
    }

    @Test
    void aTemporaryContactWithNothingBehindItLeavesNone() {
        Instant now = directory.clock().stop();
        directory.vouch(user, NEW + ", \"until\": \"" + now.plus(Duration.ofHours(1)) + "\"");
        directory.clock().advance(Duration.ofHours(1));

        ContactBook book = topics.awaitBook(user, 3);

        assertThat(book.getContacts()).isEmpty();
        assertThat(book.getMethods()).isEmpty();
    }

    @Test
    void ofFiftyChangesAtOnceEachMakesTheNextVersion() {
        var answers = atOnce(50, i -> () -> directory.vouch(user, "\"phone\": \"07700 9002%02d\"".formatted(i)));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        var versions = directory.asAdmin("GET", "/v1/users/" + user + "/contacts/PHONE/versions", null);
        assertThat(versions.body().at("/versions"))
                .extracting(version -> version.at("/version").asLong())
                .containsExactlyElementsOf(
                        LongStream.iterate(50, i -> i >= 1, i -> i - 1).boxed().toList());
        assertThat(versions.body().at("/versions"))
                .extracting(version -> version.at("/validFrom").asString())
                .as("each after the one before it")
                .isSortedAccordingTo(Comparator.reverseOrder());
        var books = topics.awaitRecords(Topic.CONTACTS, user, 51).stream()
                .map(record -> ((ContactBook) record.value()).getRevision())
                .toList();
        assertThat(books).as("the newest state is the last").isSorted().doesNotHaveDuplicates();
    }

    @Test
    void ofFiftyWhoChangeTheSameVersionOneWins() {
        directory.vouch(user, OLD);

        var answers = atOnce(
                50,
                i -> () -> directory.asAdmin(
                        "POST",
                        "/v1/users/" + user + "/contacts",
                        "{\"vouch\": true, \"reason\": \"me first\", \"phone\": \"07700 9003%02d\"}".formatted(i),
                        "If-Match",
                        "\"1\""));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(
                        answer -> answer.status() == 412 && answer.text("/type").equals("changed-meanwhile"))
                .hasSize(49);
        assertThat(shown().body().at("/contacts/0/version").asLong()).isEqualTo(2);
    }

    @Test
    void ofFiftyWhoEnterTheCodeOneWins() {
        Answer asked =
                directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"0\"");
        String proof = "/v1/contact-changes/" + asked.text("/changeId") + "/proof";

        var answers = atOnce(50, i -> () -> directory.asService("POST", proof, "{\"code\": \"271828\"}"));

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(49);
        assertThat(shown().body().at("/contacts/0/version").asLong()).isEqualTo(1);
    }

    @Test
    void aCodeThatWasRightStaysSoWhenTheChangeCannotBeCommitted() {
        Answer asked =
                directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"0\"");
        String proof = "/v1/contact-changes/" + asked.text("/changeId") + "/proof";
        var database = directory.bean(JdbcClient.class);
        database.sql("alter table contact_version add constraint nothing_passes check (user_id <> '" + user + "')")
                .update();

        assertThat(directory.asService("POST", proof, "{\"code\": \"271828\"}").status())
                .isEqualTo(500);
        database.sql("alter table contact_version drop constraint nothing_passes")
                .update();
        Answer again = directory.asService("POST", proof, "{\"code\": \"271828\"}");

        assertThat(again.status()).as(again.response().body()).isEqualTo(200);
        assertThat(again.body().at("/contacts/0/verified").asBoolean()).isTrue();
        assertThat(Tables.text(
                        RunningDirectory.SCHEMA,
                        "select count(*) from contact_change where proof is not null and user_id = '" + user + "'"))
                .isEqualTo("0");
    }

    @Test
    void whereCodesGoIsToldOfEachWayToLogInThatAUserAddsOrTakesAway() {
        directory.vouch(user, OLD);
        Answer asked = directory.asService(
                "POST", "/v1/users/" + user + "/contacts", "{\"email\": \"new@example.com\"}", "If-Match", "\"0\"");
        directory.asService(
                "POST", "/v1/contact-changes/" + asked.text("/changeId") + "/proof", "{\"code\": \"271828\"}");
        awaitWords("+447700900123");

        directory.asService("POST", "/v1/users/" + user + "/recovery-codes", null);
        awaitWords("+447700900123", "+447700900123", "new@example.com");
        directory.asService("DELETE", "/v1/users/" + user + "/methods/SMS", null);
        awaitWords("+447700900123", "+447700900123", "+447700900123", "new@example.com", "new@example.com");

        // An administrator answers for what they do; and where no codes go, nobody is told.
        directory.asAdmin("DELETE", "/v1/users/" + user + "/methods/RECOVERY_CODE", null, "Reason", "asked to");
        directory.asService("POST", "/v1/users/" + user + "/recovery-codes", null);
        awaitWords(
                "+447700900123",
                "+447700900123",
                "+447700900123",
                "new@example.com",
                "new@example.com",
                "new@example.com");
    }

    private void awaitWords(String... destinations) {
        await("the words")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(directory.issuer().calls("/v1/notices").stream()
                                .map(FakeIssuer.Call::body)
                                .filter(call -> call.path("userId").asString().equals(user))
                                .filter(call -> call.path("kind").asString().equals("METHODS_CHANGED"))
                                .map(call -> call.path("phone")
                                        .asString(call.path("email").asString("")))
                                .sorted())
                        .containsExactly(destinations));
    }

    @Test
    void aChangeThatWasAskedForDuringAResetDoesNotOutliveIt() throws Exception {
        directory.vouch(user, OLD);
        directory.issuer().hold("/v1/contact-proofs");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.submit(() -> directory.asService(
                    "POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"1\""));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> directory.issuer().calls("/v1/contact-proofs").stream()
                            .anyMatch(call -> call.text().contains(user)));
            directory.asAdmin("POST", "/v1/users/" + user + "/reset", "{\"reason\": \"a stolen phone\"}");
            directory.issuer().letGo();

            assertThat(asked.get().text("/type")).isEqualTo("changed-meanwhile");
        } finally {
            directory.issuer().letGo();
        }
        assertThat(shown().body().at("/pendingChanges")).isEmpty();
    }

    @Test
    void whoEntersTheCodeIsInTheAuditAndAnAdministratorSaysWhy() {
        String proof = "/v1/contact-changes/" + ask().text("/changeId") + "/proof";

        assertThat(directory.asAdmin("POST", proof, "{\"code\": \"271828\"}").text("/field"))
                .isEqualTo("reason");
        assertThat(directory
                        .asAdmin("POST", proof, "{\"code\": \"271828\", \"reason\": \"was read out\"}")
                        .status())
                .isEqualTo(200);

        Answer audit = directory.asAdmin("GET", "/v1/audit?user=" + user, null);
        assertThat(audit.text("/entries/0/action")).isEqualTo("CONTACT_CHANGED");
        assertThat(audit.text("/entries/0/role")).isEqualTo("ADMINISTRATOR");
        assertThat(audit.text("/entries/0/reason")).isEqualTo("was read out");
        assertThat(audit.text("/entries/1/role")).as("who asked").isEqualTo("USER");
        assertThat(shown().text("/contacts/0/changedBy")).isEqualTo("USER");
    }

    @Test
    void aCodeWhoseAnswerGotLostIsEnteredAgain() {
        Answer asked =
                directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"0\"");
        String proof = "/v1/contact-changes/" + asked.text("/changeId") + "/proof";
        directory.issuer().loseNextAnswer();

        assertThat(directory.asService("POST", proof, "{\"code\": \"271828\"}").status())
                .isEqualTo(503);

        assertThat(directory.asService("POST", proof, "{\"code\": \"271828\"}").status())
                .isEqualTo(200);
    }

    @Test
    void theLastWrongCodeSaysThatTheChangeHasEnded() {
        Answer asked =
                directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"0\"");
        String proof = "/v1/contact-changes/" + asked.text("/changeId") + "/proof";
        for (int i = 0; i < 4; i++) {
            assertThat(directory
                            .asService("POST", proof, "{\"code\": \"111111\"}")
                            .status())
                    .isEqualTo(422);
        }

        Answer last = directory.asService("POST", proof, "{\"code\": \"111111\"}");

        assertThat(last.status()).isEqualTo(409);
        assertThat(last.text("/type")).isEqualTo("locked");
        assertThat(shown().body().at("/pendingChanges")).isEmpty();
        assertThat(directory.asService("POST", proof, "{\"code\": \"271828\"}").status())
                .isEqualTo(409);
    }

    @Test
    void whatIsSoAlreadyMakesNoVersion() {
        directory.vouch(user, NEW);
        Answer again = directory.vouch(user, NEW);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/contacts/0/version")).isEqualTo("1");

        // Its owner proves what somebody has vouched for; then there is nothing left to prove.
        String path = "/v1/users/" + user + "/contacts";
        Answer asked = directory.asService("POST", path, "{" + NEW + "}", "If-Match", "*");
        assertThat(asked.status()).isEqualTo(202);
        directory.asService(
                "POST", "/v1/contact-changes/" + asked.text("/changeId") + "/proof", "{\"code\": \"271828\"}");
        Answer proved = directory.asService("POST", path, "{" + NEW + "}", "If-Match", "\"2\"");
        assertThat(proved.status()).isEqualTo(200);
        assertThat(proved.text("/contacts/0/version")).isEqualTo("2");
        assertThat(directory
                        .asService("POST", path, "{" + NEW + "}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);

        // One that is lent ends, and one whose method was taken away comes back.
        String until = "\", \"until\": \"" + directory.clock().instant().plusSeconds(600) + "\"";
        Answer lent = directory.vouch(user, NEW.substring(0, NEW.length() - 1) + until);
        assertThat(lent.text("/contacts/0/version")).isEqualTo("3");
        assertThat(directory.vouch(user, NEW).text("/contacts/0/version")).isEqualTo("4");
        directory.asAdmin("DELETE", "/v1/users/" + user + "/methods/SMS", null, "Reason", "stolen");
        assertThat(directory.vouch(user, NEW).text("/contacts/0/version")).isEqualTo("5");
    }

    @Test
    void whoWantsThePresentNumberAfterAllEndsTheChangeToAnother() {
        String path = "/v1/users/" + user + "/contacts";
        Answer first = directory.asService("POST", path, "{" + OLD + "}", "If-Match", "\"0\"");
        directory.asService(
                "POST", "/v1/contact-changes/" + first.text("/changeId") + "/proof", "{\"code\": \"271828\"}");
        Answer other = directory.asService("POST", path, "{" + NEW + "}", "If-Match", "\"1\"");

        Answer back = directory.asService("POST", path, "{" + OLD + "}", "If-Match", "\"1\"");

        assertThat(back.status()).as(back.response().body()).isEqualTo(202);
        assertThat(shown().body().at("/pendingChanges"))
                .extracting(change -> change.at("/changeId").asString())
                .containsExactly(back.text("/changeId"));
        assertThat(directory
                        .asService(
                                "POST",
                                "/v1/contact-changes/" + other.text("/changeId") + "/proof",
                                "{\"code\": \"271828\"}")
                        .text("/type"))
                .isEqualTo("settled");
        assertThat(directory.vouch(user, OLD).text("/contacts/0/version"))
                .as("an administrator does not wait for the code, and what waits is of an older version")
                .isEqualTo("2");
    }

    @Test
    void aWrongCodeAfterARightOneWhoseAnswerGotLostEndsTheChange() {
        Answer asked =
                directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"0\"");
        String proof = "/v1/contact-changes/" + asked.text("/changeId") + "/proof";
        directory.issuer().loseNextAnswer();
        directory.asService("POST", proof, "{\"code\": \"271828\"}");

        assertThat(directory.asService("POST", proof, "{\"code\": \"111111\"}").text("/type"))
                .as("which says to ask anew")
                .isEqualTo("locked");
        assertThat(shown().body().at("/pendingChanges")).isEmpty();
    }

    @Test
    void aTemporaryContactThatIsOverBeforeItsCodeIsEnteredDoesNotBegin() {
        Instant now = directory.clock().stop();
        Answer asked = directory.asService(
                "POST",
                "/v1/users/" + user + "/contacts",
                "{" + NEW + ", \"until\": \"" + now.plusSeconds(60) + "\"}",
                "If-Match",
                "\"0\"");
        directory.clock().advance(Duration.ofMinutes(1));

        Answer late = directory.asService(
                "POST", "/v1/contact-changes/" + asked.text("/changeId") + "/proof", "{\"code\": \"271828\"}");

        assertThat(late.text("/type")).isEqualTo("over");
        assertThat(shown().body().at("/contacts")).isEmpty();
    }

    @Test
    void aWordAboutAnErasedUserDoesNotCountForTheNextOfThatName() {
        directory.vouch(user, OLD);
        directory.asAdmin("DELETE", "/v1/users/" + user, null, "Reason", "wanted so");
        directory.asAdmin("PUT", "/v1/users/" + user, "{\"reason\": \"back again\"}");
        directory.vouch(user, NEW);
        Instant now = Instant.now();

        topics.tell(user, "issuer", ContactKind.PHONE, 1, FollowerState.FAILED, now.minus(Duration.ofMinutes(5)));
        topics.tell(user, "another", ContactKind.PHONE, 1, FollowerState.APPLIED, now);

        await("both have been heard")
                .atMost(Duration.ofSeconds(20))
                .until(() -> shown().body().at("/contacts/0/followers").size() == 2);
        assertThat(shown().text("/contacts/0/followers/1/follower")).isEqualTo("issuer");
        assertThat(shown().text("/contacts/0/followers/1/state")).isEqualTo("PENDING");
    }

    @Test
    void aChangeThatAnotherOvertookIsNotProvedAnyMore() {
        Answer asked =
                directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"0\"");
        directory.vouch(user, OLD);

        Answer late = directory.asService(
                "POST", "/v1/contact-changes/" + asked.text("/changeId") + "/proof", "{\"code\": \"271828\"}");

        assertThat(late.status()).isEqualTo(412);
        assertThat(shown().text("/contacts/0/destination")).isEqualTo("+44 •••• ••0123");
    }

    @Test
    void aChangeThatNobodyProvedInTimeIsOver() {
        directory.clock().stop();
        Answer asked =
                directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"0\"");
        String proof = "/v1/contact-changes/" + asked.text("/changeId") + "/proof";
        directory.clock().advance(Duration.ofMinutes(5));

        Answer late = directory.asService("POST", proof, "{\"code\": \"271828\"}");

        assertThat(late.status()).isEqualTo(409);
        await("its destination is wiped")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Tables.text(
                                RunningDirectory.SCHEMA,
                                "select state || coalesce(length(closed)::text, '') from contact_change where change_id = '"
                                        + asked.text("/changeId") + "'")
                        .equals("FAILED"));
    }

    @Test
    void whatTheIssuerRefusesOrCannotDoIsTold() {
        directory
                .issuer()
                .refuse("/v1/contact-proofs", 422, "{\"type\": \"no-route\", \"reason\": \"COUNTRY_NOT_ALLOWED\"}", 1);
        assertThat(ask().text("/type")).isEqualTo("cannot-be-proved");
        directory.issuer().refuse("/v1/contact-proofs", 429, "{}", 1);
        assertThat(ask().status()).isEqualTo(429);
        directory.issuer().refuse("/v1/contact-proofs", 500, "no JSON", 1);
        assertThat(ask().status()).isEqualTo(503);
        assertThat(shown().body().at("/pendingChanges")).isEmpty();
    }

    @Test
    void aContactIsRemovedAndItsMethodWithIt() {
        directory.vouch(user, OLD);

        Answer removed =
                directory.asService("DELETE", "/v1/users/" + user + "/contacts/PHONE", null, "If-Match", "\"1\"");

        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.body().at("/contacts/0/destination").isNull()).isTrue();
        assertThat(removed.body().at("/methods")).isEmpty();
        assertThat(topics.awaitBook(user, 3).getContacts()).isEmpty();
        assertThat(directory
                        .asService("DELETE", "/v1/users/" + user + "/contacts/PHONE", null, "If-Match", "*")
                        .status())
                .isEqualTo(404);
    }

    private Answer ask() {
        return directory.asService("POST", "/v1/users/" + user + "/contacts", "{" + NEW + "}", "If-Match", "\"0\"");
    }

    private Answer shown() {
        return directory.asService("GET", "/v1/users/" + user, null);
    }

    private interface Call {
        Callable<Answer> of(int number);
    }

    private static List<Answer> atOnce(int count, Call call) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, count).mapToObj(call::of).toList();
            return threads.invokeAll(calls).stream()
                    .map(future -> future.resultNow())
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
