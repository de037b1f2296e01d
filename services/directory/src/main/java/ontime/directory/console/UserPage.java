package ontime.directory.console;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import ontime.directory.user.ContactChange;
import ontime.directory.user.Lookup;
import ontime.directory.wording.Words;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import ontime.pages.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a user shows.
 *
 * @param missing kinds of which there never was a contact
 * @param moving whether a follower is still to come, so that the page looks again by itself
 * @param done what somebody has just done, in words
 */
record UserPage(
        String userId,
        @Nullable String locale,
        Moment since,
        boolean reregistration,
        List<ContactCard> contacts,
        List<Missing> missing,
        List<Waiting> waiting,
        List<Method> methods,
        List<AuditLine> audit,
        boolean moving,
        @Nullable String done) {

    /** A kind of contact that the user has none of. */
    record Missing(String path, String name) {}

    /** A change that waits for its proof. */
    record Waiting(String changeId, String name, String destination, Moment asked, Moment expires) {

        static Waiting of(ContactChange change) {
            return new Waiting(
                    change.id(),
                    Words.of(change.kind()),
                    change.shown().masked(),
                    Moment.of(change.askedAt()),
                    Moment.of(change.expiresAt()));
        }
    }

    /** A way to log in. */
    record Method(String id, String name, @Nullable String detail) {}

    static UserPage of(
            Lookup.Sight sight,
            int recoveryCodes,
            List<Lookup.Numbered> audit,
            Function<ContactKind, Set<String>> required,
            @Nullable String done,
            Instant now) {
        var account = sight.account();
        var contacts = sight.contacts().values().stream()
                .map(past -> ContactCard.newest(
                        past, account, required.apply(past.contact().kind()), now))
                .sorted(Comparator.comparing(ContactCard::kind))
                .toList();
        return new UserPage(
                account.key().userId(),
                account.locale(),
                Moment.of(account.createdAt()),
                account.reregistration(),
                contacts,
                Stream.of(ContactKind.PHONE, ContactKind.EMAIL)
                        .filter(kind -> !sight.contacts().containsKey(kind))
                        .map(kind -> new Missing(Names.path(kind), Words.of(kind)))
                        .toList(),
                sight.pending().stream().map(Waiting::of).toList(),
                account.methods().stream()
                        .sorted()
                        .map(method -> method(method, sight, recoveryCodes))
                        .toList(),
                audit.stream().map(AuditLine::of).toList(),
                contacts.stream().anyMatch(ContactCard::moving),
                done);
    }

    private static Method method(MethodKind method, Lookup.Sight sight, int recoveryCodes) {
        var app = sight.account().authenticator();
        String detail = switch (method) {
            case SMS -> masked(sight, ContactKind.PHONE);
            case EMAIL -> masked(sight, ContactKind.EMAIL);
            case TOTP ->
                app == null ? null : "set up on " + Moment.of(app.confirmedAt()).words();
            case RECOVERY_CODE -> recoveryCodes + " of 10 left";
            case OTHER -> null;
        };
        return new Method(method.name(), Words.of(method), detail);
    }

    private static @Nullable String masked(Lookup.Sight sight, ContactKind kind) {
        return sight.account()
                .contact(kind)
                .map(contact -> contact.shown() == null ? null : contact.shown().masked())
                .orElse(null);
    }
}
