package ontime.directory.user;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * A user as the directory knows them now.
 *
 * @param revision grows with each change of anything that followers have to know
 * @param locale the language that the person reads (BCP 47)
 * @param methods the ways to log in
 * @param reregistration whether the person has to set a method up at the next login
 * @param contacts the newest version of each kind, removals too
 * @param authenticator the app that has been confirmed
 */
public record Account(
        UserKey key,
        long revision,
        @Nullable String locale,
        Set<MethodKind> methods,
        boolean reregistration,
        Map<ContactKind, ContactVersion> contacts,
        @Nullable Authenticator authenticator,
        Instant createdAt,
        Instant changedAt) {

    public Account {
        methods = Set.copyOf(methods);
        contacts = Map.copyOf(contacts);
    }

    static Account created(UserKey key, @Nullable String locale, Instant now) {
        return new Account(key, 1, locale, Set.of(), false, Map.of(), null, now, now);
    }

    /**
     * When a change of this user is, that somebody makes now: not before the last one, which another machine's clock
     * may have timed. To be asked while the user is held: who had to wait for another change comes after it.
     */
    public Instant next(Instant now) {
        return now.isBefore(changedAt) ? changedAt : now;
    }

    /** The newest version of a kind, also when it is a removal. */
    public Optional<ContactVersion> contact(ContactKind kind) {
        return Optional.ofNullable(contacts.get(kind));
    }

    /** 0 when there never was a contact of the kind. */
    public long version(ContactKind kind) {
        return contact(kind).map(ContactVersion::version).orElse(0L);
    }

    /** Whether codes may go to contacts of a kind. */
    public boolean hasMethodOf(ContactKind kind) {
        return methods.contains(methodOf(kind));
    }

    /**
     * With a version of a contact. A removal takes its method with it.
     *
     * @param enables whether it gives its method, which is to set one up; without, a method that was taken away stays
     *     so, and who has to set one up still has to
     */
    Account with(ContactVersion contact, boolean enables) {
        var all = new EnumMap<ContactKind, ContactVersion>(ContactKind.class);
        all.putAll(contacts);
        all.put(contact.kind(), contact);
        var method = methodOf(contact.kind());
        boolean usable = contact.shown() != null;
        return new Account(
                key,
                revision + 1,
                locale,
                !usable ? minus(method) : enables ? plus(method) : methods,
                reregistration && !(usable && enables),
                all,
                authenticator,
                createdAt,
                contact.changedAt());
    }

    Account withLocale(@Nullable String language, Instant now) {
        return new Account(
                key, revision + 1, language, methods, reregistration, contacts, authenticator, createdAt, now);
    }

    /** Codes on paper run out: who has to set a method up still has to. */
    Account withRecoveryCodes(Instant now) {
        return new Account(
                key,
                revision + 1,
                locale,
                plus(MethodKind.RECOVERY_CODE),
                reregistration,
                contacts,
                authenticator,
                createdAt,
                now);
    }

    Account with(Authenticator app, Instant now) {
        return new Account(key, revision + 1, locale, plus(MethodKind.TOTP), false, contacts, app, createdAt, now);
    }

    Account without(Set<MethodKind> removed, boolean mustRegister, Instant now) {
        var left = EnumSet.noneOf(MethodKind.class);
        left.addAll(methods);
        left.removeAll(removed);
        return new Account(
                key,
                revision + 1,
                locale,
                left,
                mustRegister,
                contacts,
                removed.contains(MethodKind.TOTP) ? null : authenticator,
                createdAt,
                now);
    }

    private Set<MethodKind> plus(MethodKind method) {
        var all = EnumSet.of(method);
        all.addAll(methods);
        return all;
    }

    private Set<MethodKind> minus(MethodKind method) {
        var all = EnumSet.of(method);
        all.addAll(methods);
        all.remove(method);
        return all;
    }

    static MethodKind methodOf(ContactKind kind) {
        return switch (kind) {
            case PHONE -> MethodKind.SMS;
            case EMAIL -> MethodKind.EMAIL;
            case OTHER -> throw new IllegalArgumentException("a kind of contact that this version does not know");
        };
    }
}
