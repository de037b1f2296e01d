package ontime.issuer.contact;

import java.time.Instant;
import java.util.Optional;
import ontime.events.Channel;
import ontime.events.ContactKind;
import ontime.sealing.Holder;
import org.jspecify.annotations.Nullable;

/** Reads what is stored of users. */
public final class AddressBook {

    /** What a sealed secret of an authenticator app is of. */
    static final String TOTP = "TOTP";

    private final Safe safe;

    public AddressBook(Safe safe) {
        this.safe = safe;
    }

    /** Where the codes of a user may go at present. */
    public KnownContacts contacts(Optional<StoredBook> book, Instant now) {
        return book.map(known -> new KnownContacts(
                        open(known, ContactKind.PHONE, now),
                        open(known, ContactKind.EMAIL, now),
                        new ContactVersions(
                                version(known, ContactKind.PHONE, now), version(known, ContactKind.EMAIL, now))))
                .orElse(KnownContacts.NONE);
    }

    private @Nullable String open(StoredBook book, ContactKind kind, Instant now) {
        return usable(book, kind, now)
                .map(contact -> open(contact.closed(), holder(book, kind.name(), contact.version())))
                .orElse(null);
    }

    private @Nullable String open(byte @Nullable [] closed, Holder holder) {
        return closed == null ? null : safe.open(closed, holder);
    }

    private static @Nullable Long version(StoredBook book, ContactKind kind, Instant now) {
        return usable(book, kind, now).map(StoredContact::version).orElse(null);
    }

    private static Optional<StoredContact> usable(StoredBook book, ContactKind kind, Instant now) {
        return book.usable(now).stream()
                .filter(contact -> contact.kind() == kind)
                .findFirst();
    }

    /**
     * Whether a code may be sent there once more.
     *
     * @param version of the contact that the code goes to over the channel; null when the caller named the destination,
     *     of which nobody knows more
     */
    public static boolean isInForce(Optional<StoredBook> book, Channel channel, @Nullable Long version, Instant now) {
        return version == null
                || book.flatMap(known -> usable(known, ContactVersions.kindOver(channel), now))
                        .filter(contact -> contact.version() == version)
                        .isPresent();
    }

    /** The shared secret of a user's authenticator app. */
    public String secret(String tenant, String userId, StoredAuthenticator authenticator) {
        return safe.open(authenticator.closed(), new Holder(tenant, userId, TOTP, authenticator.version()));
    }

    private static Holder holder(StoredBook book, String kind, long version) {
        return new Holder(book.tenant(), book.userId(), kind, version);
    }
}
