package ontime.issuer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import ontime.events.AccountSettings;
import ontime.events.Authenticator;
import ontime.events.ChangedBy;
import ontime.events.Contact;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import ontime.events.MethodsReset;
import ontime.events.Topic;
import ontime.events.UserErased;
import ontime.sealing.Holder;
import ontime.sealing.Sealer;
import org.jspecify.annotations.Nullable;

/** Publishes one user's states as the directory does: with real seals, on the real topics. */
final class FakeDirectory {

    private static final Sealer SEALER = Sealer.to(Keys.FOLDER.resolve("issuer.public.json"));

    private final Writer writer = Writer.shared();
    private final String tenant;
    private final String user;
    private final List<Contact> contacts = new ArrayList<>();
    private List<MethodKind> methods = List.of(MethodKind.SMS, MethodKind.EMAIL);
    private @Nullable Authenticator app;
    private boolean reregistration;
    private Instant lastChange = Instant.EPOCH;

    FakeDirectory(String tenant, String user) {
        this.tenant = tenant;
        this.user = user;
    }

    String key() {
        return tenant + ":" + user;
    }

    FakeDirectory phone(long version, String number) {
        return contact(ContactKind.PHONE, version, number, user);
    }

    FakeDirectory email(long version, String address) {
        return contact(ContactKind.EMAIL, version, address, user);
    }

    /** A phone whose seal was made for somebody else. */
    FakeDirectory strangePhone(long version) {
        return contact(ContactKind.PHONE, version, "+447700900999", "somebody-else");
    }

    private FakeDirectory contact(ContactKind kind, long version, String destination, String holder) {
        contacts.removeIf(contact -> contact.getKind() == kind);
        contacts.add(Contact.newBuilder()
                .setKind(kind)
                .setVersion(version)
                .setMaskedDestination("masked")
                .setDestinationFingerprint("f00d")
                .setVerified(true)
                .setValidFrom(Instant.now())
                .setSealedFor(SEALER.keyId())
                .setSealed(sealed(destination, holder, kind.name(), version))
                .build());
        return this;
    }

    FakeDirectory without(ContactKind kind) {
        contacts.removeIf(contact -> contact.getKind() == kind);
        return this;
    }

    FakeDirectory methods(MethodKind... present) {
        methods = List.of(present);
        return this;
    }

    /** All methods are taken away; the state and the event that say so. */
    FakeDirectory reset(long revision) {
        var now = Instant.now();
        var removed = methods;
        methods = List.of();
        reregistration = true;
        publish(revision, now);
        writer.write(
                Topic.ACCOUNTS,
                key(),
                MethodsReset.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setTenant(tenant)
                        .setUserId(user)
                        .setRemoved(removed)
                        .setReregistrationRequired(true)
                        .setResetAt(now)
                        .build());
        return this;
    }

    /** @param secret in Base32 */
    FakeDirectory app(long version, String secret, long confirmedStep) {
        app = Authenticator.newBuilder()
                .setVersion(version)
                .setConfirmedAt(Instant.now())
                .setConfirmedStep(confirmedStep)
                .setSealedFor(SEALER.keyId())
                .setSealed(sealed(secret, user, "TOTP", version))
                .build();
        return this;
    }

    private ByteBuffer sealed(String secret, String holder, String kind, long version) {
        return ByteBuffer.wrap(SEALER.seal(secret, new Holder(tenant, holder, kind, version)));
    }

    FakeDirectory publish(long revision) {
        return publish(revision, Instant.now());
    }

    FakeDirectory publish(long revision, Instant changedAt) {
        lastChange = changedAt;
        return write(revision, null);
    }

    /** The same state once more, to be compared. */
    FakeDirectory compare(long revision) {
        return compare(revision, Instant.now());
    }

    FakeDirectory compare(long revision, Instant comparedAt) {
        return write(revision, comparedAt);
    }

    private FakeDirectory write(long revision, @Nullable Instant comparedAt) {
        writer.write(
                Topic.CONTACTS,
                key(),
                ContactBook.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setTenant(tenant)
                        .setUserId(user)
                        .setRevision(revision)
                        .setContacts(List.copyOf(contacts))
                        .setMethods(methods)
                        .setReregistrationRequired(reregistration)
                        .setAuthenticator(app)
                        .setChangedAt(lastChange)
                        .setComparedAt(comparedAt)
                        .build());
        return this;
    }

    /** Tells that the phone was removed, by the version that this made. */
    void tellRemoval(long version) {
        writer.write(
                Topic.ACCOUNTS,
                key(),
                ContactChanged.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setTenant(tenant)
                        .setUserId(user)
                        .setKind(ContactKind.PHONE)
                        .setVersion(version)
                        .setVerified(false)
                        .setChangedBy(ChangedBy.ADMINISTRATOR)
                        .setAskedAt(Instant.now())
                        .setChangedAt(Instant.now())
                        .build());
    }

    void erase() {
        erase(Instant.now());
    }

    FakeDirectory erase(Instant at) {
        writer.writeTombstone(Topic.CONTACTS, key(), at);
        return this;
    }

    void tellErasure() {
        writer.write(
                Topic.ACCOUNTS,
                key(),
                UserErased.newBuilder()
                        .setEventId(UUID.randomUUID().toString())
                        .setTenant(tenant)
                        .setUserId(user)
                        .setErasedAt(Instant.now())
                        .build());
    }

    static void require(String tenant, String enrolmentUrl) {
        Writer.shared()
                .write(
                        Topic.CONTACTS,
                        tenant,
                        AccountSettings.newBuilder()
                                .setEventId(UUID.randomUUID().toString())
                                .setTenant(tenant)
                                .setRevision(1)
                                .setTwoStepRequired(true)
                                .setEnrolmentUrl(enrolmentUrl)
                                .setChangedAt(Instant.now())
                                .build());
    }
}
