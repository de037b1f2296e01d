package ontime.issuer.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import ontime.events.AccountSettings;
import ontime.events.Authenticator;
import ontime.events.ChangedBy;
import ontime.events.Contact;
import ontime.events.ContactApplied;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.events.MethodKind;
import ontime.issuer.crypto.TinkSafe;
import ontime.sealing.Holder;
import ontime.sealing.KeyFolder;
import ontime.sealing.Sealer;
import ontime.sealing.Unsealer;
import org.junit.jupiter.api.Test;

class FollowingTest {

    private static final Path KEYS = keys();
    private static final Sealer SEALER = Sealer.to(KEYS.resolve("issuer.public.json"));
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final String NUMBER = "+447700900123";
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private final TinkSafe safe = new TinkSafe(KEYS.resolve("contents.json"));
    private final Shelf shelf = new Shelf();
    private final Following following = following(KEYS);

    @Test
    void aContactIsInForceAndTheDirectoryIsTold() {
        assertThat(following.follow(book(1, phone(1, NUMBER)))).isEmpty();

        assertThat(known().phone()).isEqualTo(NUMBER);
        assertThat(shelf.told)
                .extracting(
                        ContactApplied::getFollower,
                        ContactApplied::getKind,
                        ContactApplied::getVersion,
                        ContactApplied::getState,
                        ContactApplied::getAppliedAt)
                .containsExactly(tuple("issuer", ContactKind.PHONE, 1L, FollowerState.APPLIED, NOW));
    }

    @Test
    void statesCountByTheirRevisionAndNotByTheirArrival() {
        following.follow(book(3, phone(2, "+447700900456")));
        following.follow(book(2, phone(1, NUMBER)));
        following.follow(book(3, phone(2, NUMBER)));

        assertThat(known().phone()).isEqualTo("+447700900456");
        assertThat(shelf.told).hasSize(1);
    }

    @Test
    void whatHasNotChangedIsNotToldAgain() {
        following.follow(book(1, phone(1, NUMBER)));
        following.follow(book(2, phone(1, NUMBER), mail(1)));

        assertThat(shelf.told)
                .extracting(ContactApplied::getKind, ContactApplied::getVersion)
                .containsExactly(tuple(ContactKind.PHONE, 1L), tuple(ContactKind.EMAIL, 1L));
    }

    @Test
    void oneThatWasSealedForSomebodyElseIsToldToHaveFailedAndTheRestIsInForce() {
        following.follow(book(1, phone(1, NUMBER)));

        var strange = Contact.newBuilder(phone(2, "+447700900456"))
                .setSealed(sealed("+447700900456", "another-user", "PHONE", 2))
                .build();
        assertThat(following.follow(book(2, strange, mail(1)))).hasSize(1);

        assertThat(known().phone()).isNull();
        assertThat(known().email()).isEqualTo("ada@example.com");
        assertThat(shelf.told.get(1).getState()).isEqualTo(FollowerState.FAILED);
        assertThat(shelf.told.get(1).getDetail()).isNotBlank().doesNotContain("7700");

        // The next state, sealed as it should be, mends it.
        following.follow(book(3, phone(2, "+447700900456"), mail(1)));
        assertThat(shelf.told).hasSize(4);
        assertThat(shelf.told.getLast().getState()).isEqualTo(FollowerState.APPLIED);
    }

    @Test
    void whatIsNoDestinationIsToldToHaveFailed() {
        following.follow(book(1, phone(1, "07700 900123")));

        assertThat(known().phone()).isNull();
        assertThat(shelf.told).extracting(ContactApplied::getState).containsExactly(FollowerState.FAILED);
    }

    @Test
    void aRemovalIsAnsweredForTheVersionThatItMade() {
        following.follow(book(1, phone(4, NUMBER)));

        following.end(removal(5));

        assertThat(known().phone()).isNull();
        assertThat(shelf.told)
                .extracting(ContactApplied::getVersion, ContactApplied::getState)
                .containsExactly(tuple(4L, FollowerState.APPLIED), tuple(5L, FollowerState.APPLIED));
    }

    @Test
    void aRemovalThatComesLateTakesNoNewerContactAway() {
        following.follow(book(3, phone(6, NUMBER)));

        following.end(removal(5));

        assertThat(known().phone()).isEqualTo(NUMBER);
    }

    @Test
    void aRemovalOfAnErasedUserIsNoneOfTheNextOneOfThatName() {
        following.follow(book(9, phone(4, NUMBER)));
        var late = removal(5);
        shelf.erase();
        following.follow(ContactBook.newBuilder(book(1, phone(1, "+447700900456")))
                .setChangedAt(NOW.plusMillis(1))
                .build());

        following.end(late);

        assertThat(known().phone()).isEqualTo("+447700900456");
        // Nor is the new user's own version 5, when there is one, told to be in force.
        assertThat(shelf.told).extracting(ContactApplied::getVersion).containsExactly(4L, 1L);
    }

    @Test
    void aUserWhoWasErasedComesBackOnlyWithAStateThatIsNewer() {
        var old = book(7, phone(1, NUMBER));
        following.follow(old);
        shelf.erase();

        following.follow(old);
        following.follow(ContactBook.newBuilder(book(6, phone(1, NUMBER)))
                .setChangedAt(NOW.minusMillis(1))
                .build());
        assertThat(known().phone()).isNull();

        following.follow(ContactBook.newBuilder(book(1, phone(1, "+447700900456")))
                .setChangedAt(NOW.plusMillis(1))
                .build());
        assertThat(known().phone()).isEqualTo("+447700900456");
    }

    @Test
    void whatIsAsItShouldBeIsComparedInSilence() {
        following.follow(book(2, phone(1, NUMBER), mail(1)));
        following.follow(compared(book(2, phone(1, NUMBER), mail(1)), NOW));

        assertThat(shelf.told).hasSize(2);

        following.follow(ContactBook.newBuilder(compared(book(2, phone(1, NUMBER), mail(1)), NOW))
                .setAnswerWanted(true)
                .build());
        assertThat(shelf.told).hasSize(4);
        assertThat(shelf.told.getLast().getState()).isEqualTo(FollowerState.APPLIED);
    }

    @Test
    void whatSomebodyElseHasChangedIsToldAndBroughtBack() {
        following.follow(book(2, phone(1, NUMBER), mail(1)));
        shelf.keep(shelf.lock("demo", "u-1").orElseThrow().with(List.of()));

        following.follow(compared(book(2, phone(1, NUMBER), mail(1)), NOW));

        assertThat(known().phone()).isEqualTo(NUMBER);
        assertThat(shelf.told)
                .extracting(ContactApplied::getKind, ContactApplied::getState, ContactApplied::getAppliedAt)
                .endsWith(
                        tuple(ContactKind.PHONE, FollowerState.DRIFTED, NOW),
                        tuple(ContactKind.EMAIL, FollowerState.DRIFTED, NOW),
                        tuple(ContactKind.PHONE, FollowerState.APPLIED, NOW.plusMillis(1)),
                        tuple(ContactKind.EMAIL, FollowerState.APPLIED, NOW.plusMillis(1)));
    }

    @Test
    void whatNoVersionTellsIsComparedToo() {
        following.follow(book(2, phone(1, NUMBER), mail(1)));

        following.follow(ContactBook.newBuilder(compared(book(2, phone(1, NUMBER)), NOW))
                .setMethods(List.of(MethodKind.SMS))
                .build());

        assertThat(known().email()).isNull();
        assertThat(shelf.told.getLast().getKind()).isEqualTo(ContactKind.OTHER);
        assertThat(shelf.told.getLast().getState()).isEqualTo(FollowerState.DRIFTED);
        assertThat(shelf.told.getLast().getDetail())
                .isEqualTo("somebody else has changed there: a contact that is no longer the user's, the methods");
    }

    @Test
    void aComparisonThatIsReadAgainBringsNothingOldBack() {
        following.follow(book(2, phone(1, NUMBER)));
        following.follow(ContactBook.newBuilder(book(3, phone(2, "+447700900456")))
                .setChangedAt(NOW.plusMillis(1))
                .build());
        following.follow(compared(book(2, phone(1, NUMBER)), NOW));
        assertThat(known().phone()).isEqualTo("+447700900456");

        // The same number of changes, of somebody who had the name before.
        following.follow(compared(book(3, phone(1, NUMBER)), NOW));
        assertThat(known().phone()).isEqualTo("+447700900456");

        shelf.erase();
        following.follow(compared(book(3, phone(2, "+447700900456")), NOW.plusSeconds(600)));
        assertThat(known().phone()).isNull();
    }

    @Test
    void aRevisionThatTheDirectoryNeverGaveIsSetRight() {
        following.follow(book(7, phone(4, "+447700900456")));

        following.follow(compared(book(2, phone(1, NUMBER)), NOW.plusSeconds(61)));

        assertThat(known().phone()).isEqualTo(NUMBER);
    }

    @Test
    void aContactThatCannotBeOpenedAtAComparisonStaysAsItIsHeld() {
        following.follow(book(2, phone(1, NUMBER)));
        var withAnotherKey = following(keys());

        // Not one word to the directory; whoever runs the issuer is told.
        assertThat(withAnotherKey.follow(compared(book(2, phone(1, NUMBER)), NOW)))
                .hasSize(1);
        assertThat(known().phone()).isEqualTo(NUMBER);
        assertThat(shelf.told).hasSize(1);

        // An answer that is wanted says what is in force.
        withAnotherKey.follow(ContactBook.newBuilder(compared(book(2, phone(1, NUMBER)), NOW))
                .setAnswerWanted(true)
                .build());
        assertThat(shelf.told).extracting(ContactApplied::getState).containsOnly(FollowerState.APPLIED);
        assertThat(shelf.told).hasSize(2);
    }

    @Test
    void aContactThatCannotBeOpenedIsKeptWhenSomethingElseIsBroughtBack() {
        following.follow(book(2, phone(1, NUMBER), mail(1)));
        var both = shelf.lock("demo", "u-1").orElseThrow();
        shelf.keep(both.with(List.of(both.contact(ContactKind.PHONE).orElseThrow())));

        following(keys()).follow(compared(book(2, phone(1, NUMBER), mail(1)), NOW));

        assertThat(known().phone()).isEqualTo(NUMBER);
        assertThat(shelf.told)
                .extracting(ContactApplied::getKind, ContactApplied::getState)
                .endsWith(
                        tuple(ContactKind.EMAIL, FollowerState.APPLIED),
                        tuple(ContactKind.EMAIL, FollowerState.DRIFTED),
                        tuple(ContactKind.EMAIL, FollowerState.FAILED));
    }

    @Test
    void aContactThatCouldNeverBeOpenedIsToldOnce() {
        var withAnotherKey = following(keys());
        assertThat(withAnotherKey.follow(book(2, phone(1, NUMBER)))).hasSize(1);

        assertThat(withAnotherKey.follow(compared(book(2, phone(1, NUMBER)), NOW)))
                .isEmpty();

        assertThat(shelf.told).extracting(ContactApplied::getState).containsExactly(FollowerState.FAILED);
    }

    @Test
    void anAppThatCannotBeOpenedAtAComparisonStaysAsItIsHeld() {
        following.follow(withApp(book(2, phone(1, NUMBER))));
        var withAnotherKey = following(keys());

        assertThat(withAnotherKey.follow(compared(withApp(book(2, phone(1, NUMBER))), NOW)))
                .hasSize(2);
        assertThat(secret()).isEqualTo(SECRET);
        assertThat(shelf.told).hasSize(1);

        // Nor does it go when something else is brought back.
        shelf.keep(shelf.lock("demo", "u-1").orElseThrow().with(List.of()));
        withAnotherKey.follow(compared(withApp(book(2, phone(1, NUMBER))), NOW));
        assertThat(secret()).isEqualTo(SECRET);
    }

    @Test
    void anAppWhoseSecretSomebodyElseHasChangedIsToldAndBroughtBack() {
        following.follow(withApp(book(2, phone(1, NUMBER))));
        var held = shelf.lock("demo", "u-1").orElseThrow();
        byte[] forged = safe.close("MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK", new Holder("demo", "u-1", "TOTP", 1));
        shelf.keep(new StoredBook(
                held.tenant(),
                held.userId(),
                held.revision(),
                held.changedAt(),
                held.methods(),
                held.contacts(),
                new StoredAuthenticator(1, forged, 5),
                false,
                false));

        following.follow(compared(withApp(book(2, phone(1, NUMBER))), NOW));

        assertThat(secret()).isEqualTo(SECRET);
        assertThat(shelf.told.getLast().getState()).isEqualTo(FollowerState.DRIFTED);
        assertThat(shelf.told.getLast().getDetail())
                .isEqualTo("somebody else has changed there: the authenticator app");
    }

    @Test
    void aComparisonThatARemovalHasOvertakenBringsNothingBack() {
        following.follow(book(1, phone(4, NUMBER)));

        following.end(ContactChanged.newBuilder(removal(5))
                .setChangedAt(NOW.plusSeconds(2))
                .build());
        following.follow(compared(book(1, phone(4, NUMBER)), NOW.plusSeconds(1)));

        assertThat(known().phone()).isNull();
        assertThat(shelf.told).extracting(ContactApplied::getState).containsOnly(FollowerState.APPLIED);

        // The state that the removal made, and what comes after it, count as ever.
        following.follow(ContactBook.newBuilder(book(2, mail(1)))
                .setChangedAt(NOW.plusSeconds(2))
                .build());
        assertThat(known().email()).isEqualTo("ada@example.com");
    }

    @Test
    void aRemovalThatIsHeardBeforeTheFirstStateOfTheNextUserOfTheNameKeepsNobodyOut() {
        following.follow(book(7, phone(1, NUMBER)));
        shelf.erase();
        Instant later = NOW.plusSeconds(2);

        following.end(ContactChanged.newBuilder(removal(2)).setChangedAt(later).build());
        following.follow(
                ContactBook.newBuilder(book(2, mail(1))).setChangedAt(later).build());

        assertThat(known().email()).isEqualTo("ada@example.com");
    }

    private Following following(Path keys) {
        return new Following(
                Unsealer.with(keys.resolve("issuer.private.json"))::unseal,
                safe,
                shelf,
                InstantSource.fixed(NOW),
                () -> UUID.randomUUID().toString());
    }

    private static ContactBook withApp(ContactBook book) {
        return ContactBook.newBuilder(book)
                .setAuthenticator(Authenticator.newBuilder()
                        .setVersion(1)
                        .setConfirmedAt(NOW)
                        .setConfirmedStep(5)
                        .setSealedFor(SEALER.keyId())
                        .setSealed(sealed(SECRET, "u-1", "TOTP", 1))
                        .build())
                .build();
    }

    private String secret() {
        var app = Objects.requireNonNull(shelf.lock("demo", "u-1").orElseThrow().authenticator());
        return new AddressBook(safe).secret("demo", "u-1", app);
    }

    private static ContactBook compared(ContactBook book, Instant at) {
        return ContactBook.newBuilder(book).setComparedAt(at).build();
    }

    private KnownContacts known() {
        return new AddressBook(safe).contacts(shelf.lock("demo", "u-1"), NOW);
    }

    private static ContactBook book(long revision, Contact... contacts) {
        return ContactBook.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setTenant("demo")
                .setUserId("u-1")
                .setRevision(revision)
                .setContacts(List.of(contacts))
                .setMethods(List.of(MethodKind.SMS, MethodKind.EMAIL))
                .setChangedAt(NOW)
                .build();
    }

    private static Contact phone(long version, String number) {
        return contact(ContactKind.PHONE, version, number);
    }

    private static Contact mail(long version) {
        return contact(ContactKind.EMAIL, version, "ada@example.com");
    }

    private static Contact contact(ContactKind kind, long version, String destination) {
        return Contact.newBuilder()
                .setKind(kind)
                .setVersion(version)
                .setMaskedDestination("masked")
                .setDestinationFingerprint("f00d")
                .setVerified(true)
                .setValidFrom(NOW)
                .setSealedFor(SEALER.keyId())
                .setSealed(sealed(destination, "u-1", kind.name(), version))
                .build();
    }

    private static ByteBuffer sealed(String destination, String user, String kind, long version) {
        return ByteBuffer.wrap(SEALER.seal(destination, new Holder("demo", user, kind, version)));
    }

    private static ContactChanged removal(long version) {
        return ContactChanged.newBuilder()
                .setEventId("e-1")
                .setTenant("demo")
                .setUserId("u-1")
                .setKind(ContactKind.PHONE)
                .setVersion(version)
                .setVerified(false)
                .setChangedBy(ChangedBy.ADMINISTRATOR)
                .setAskedAt(NOW)
                .setChangedAt(NOW)
                .build();
    }

    private static Path keys() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "keys");
            KeyFolder.create(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A store in memory. */
    private static final class Shelf implements ContactStore, ContactStore.Unit {

        private final Map<String, StoredBook> books = new HashMap<>();
        private final List<ContactApplied> told = new ArrayList<>();

        @Override
        public <T> T inOneUnit(Function<Unit, T> work) {
            return work.apply(this);
        }

        @Override
        public Optional<StoredBook> lock(String tenant, String userId) {
            return Optional.ofNullable(books.get(tenant + ":" + userId));
        }

        @Override
        public void keep(StoredBook book) {
            books.put(book.tenant() + ":" + book.userId(), book);
        }

        @Override
        public void end(String tenant, String userId, ContactKind kind, long version, Instant changedAt) {
            lock(tenant, userId)
                    .ifPresent(book -> keep(new StoredBook(
                            tenant,
                            userId,
                            book.revision(),
                            book.erased() || changedAt.isBefore(book.changedAt()) ? book.changedAt() : changedAt,
                            book.methods(),
                            book.contacts().stream()
                                    .filter(contact -> contact.kind() != kind || contact.version() >= version)
                                    .toList(),
                            book.authenticator(),
                            book.reregistration(),
                            book.erased())));
        }

        void erase() {
            books.replaceAll((key, book) -> new StoredBook(
                    book.tenant(),
                    book.userId(),
                    book.revision(),
                    book.changedAt(),
                    Set.of(),
                    List.of(),
                    null,
                    false,
                    true));
        }

        @Override
        public void keep(AccountSettings settings) {}

        @Override
        public void publish(ContactApplied event) {
            told.add(event);
        }
    }
}
