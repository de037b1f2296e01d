package ontime.directory.selfservice;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ontime.directory.user.ContactChange;
import ontime.directory.user.Lookup;
import ontime.directory.user.Tenants;
import ontime.directory.user.Visit;
import ontime.directory.wording.Words;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import ontime.pages.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What users see of their own ways to log in.
 *
 * @param site what the tenant calls itself
 * @param until when the visit ends
 * @param without whether there is none, so that one has to be set up
 */
record OwnPage(
        String site,
        String userId,
        Moment until,
        boolean without,
        boolean required,
        List<Contact> contacts,
        List<Waiting> waiting,
        @Nullable Moment app,
        int recoveryCodes,
        @Nullable String done) {

    /**
     * A number or address.
     *
     * @param masked null when there is none
     * @param usable whether codes may be sent there
     * @param inForce whether they are: whoever sends them, and every store that has to know, has said so
     * @param until when it ends, of one that somebody has lent
     */
    record Contact(
            String path,
            String name,
            String method,
            @Nullable String masked,
            boolean usable,
            boolean inForce,
            @Nullable Moment until) {}

    /** A change whose code has not been entered. */
    record Waiting(String changeId, String name, String masked, Moment expires) {

        static Waiting of(ContactChange change) {
            return new Waiting(
                    change.id(), Words.of(change.kind()), change.shown().masked(), Moment.of(change.expiresAt()));
        }
    }

    static OwnPage of(
            Lookup.Sight sight,
            Visit visit,
            Tenants.Tenant tenant,
            boolean required,
            int recoveryCodes,
            @Nullable String done,
            Instant now) {
        var account = sight.account();
        var app = account.authenticator();
        return new OwnPage(
                tenant.site(),
                account.key().userId(),
                Moment.of(visit.expiresAt()),
                account.methods().stream().allMatch(method -> method == MethodKind.RECOVERY_CODE),
                required,
                Stream.of(ContactKind.PHONE, ContactKind.EMAIL)
                        .map(kind -> contact(sight, kind, tenant.followers(kind), now))
                        .toList(),
                sight.pending().stream().map(Waiting::of).toList(),
                app == null ? null : Moment.of(app.confirmedAt()),
                recoveryCodes,
                done);
    }

    private static Contact contact(Lookup.Sight sight, ContactKind kind, Set<String> followers, Instant now) {
        var method = kind == ContactKind.PHONE ? MethodKind.SMS : MethodKind.EMAIL;
        var known = sight.account().contact(kind).filter(contact -> contact.isInUse(now));
        return new Contact(
                kind == ContactKind.PHONE ? "phone" : "email",
                Words.of(kind),
                method.name(),
                known.map(contact ->
                                contact.shown() == null ? null : contact.shown().masked())
                        .orElse(null),
                sight.account().methods().contains(method),
                Stream.ofNullable(sight.contacts().get(kind))
                        .anyMatch(past -> past.isInForce(sight.account(), followers, now)),
                known.map(contact -> Moment.ofNullable(contact.validUntil())).orElse(null));
    }
}
