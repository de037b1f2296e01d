package ontime.directory.user;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import ontime.events.Authenticator;
import ontime.events.Contact;
import ontime.events.ContactBook;
import org.jspecify.annotations.Nullable;

/** Writes what the followers have to know of a user, as one state. */
final class Books {

    private Books() {}

    /** The contact book of a user, with the contacts that are in use. */
    static ContactBook of(Account account, String eventId) {
        return ContactBook.newBuilder()
                .setEventId(eventId)
                .setTenant(account.key().tenant())
                .setUserId(account.key().userId())
                .setRevision(account.revision())
                .setContacts(contacts(account))
                .setMethods(account.methods().stream().sorted().toList())
                .setReregistrationRequired(account.reregistration())
                .setAuthenticator(authenticator(account.authenticator()))
                .setChangedAt(account.changedAt())
                .build();
    }

    /**
     * The same once more, so that followers compare what they hold with it.
     *
     * @param answerWanted whether an answer is missing
     */
    static ContactBook compared(Account account, String eventId, Instant now, boolean answerWanted) {
        return ContactBook.newBuilder(of(account, eventId))
                .setComparedAt(now)
                .setAnswerWanted(answerWanted)
                .build();
    }

    private static List<Contact> contacts(Account account) {
        return account.contacts().values().stream()
                .flatMap(contact -> Stream.ofNullable(contact(contact, account.changedAt())))
                .sorted((one, other) -> one.getKind().compareTo(other.getKind()))
                .toList();
    }

    private static @Nullable Contact contact(ContactVersion contact, Instant now) {
        var shown = contact.shown();
        if (shown == null || !contact.isInUse(now)) {
            return null;
        }
        var secrets = Objects.requireNonNull(contact.secrets(), "the newest version has its secrets");
        return Contact.newBuilder()
                .setKind(contact.kind())
                .setVersion(contact.version())
                .setMaskedDestination(shown.masked())
                .setDestinationFingerprint(shown.fingerprint())
                .setCountry(shown.country())
                .setVerified(contact.verified())
                .setValidFrom(contact.changedAt())
                .setValidUntil(contact.validUntil())
                .setSealedFor(secrets.sealedFor())
                .setSealed(ByteBuffer.wrap(secrets.sealed()))
                .build();
    }

    private static @Nullable Authenticator authenticator(ontime.directory.user.@Nullable Authenticator app) {
        return app == null
                ? null
                : Authenticator.newBuilder()
                        .setVersion(app.version())
                        .setConfirmedAt(app.confirmedAt())
                        .setConfirmedStep(app.confirmedStep())
                        .setSealedFor(app.sealedFor())
                        .setSealed(ByteBuffer.wrap(app.sealed()))
                        .build();
    }
}
