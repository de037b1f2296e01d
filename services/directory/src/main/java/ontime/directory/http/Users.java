package ontime.directory.http;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ontime.directory.access.Caller;
import ontime.directory.destination.Destination;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.user.Language;
import ontime.directory.user.Lookup;
import ontime.directory.user.Searching;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Finds users and shows them as the API does. */
public final class Users {

    private final Lookup lookup;
    private final Tenants tenants;
    private final Destinations destinations;
    private final Searching searching;
    private final InstantSource clock;

    public Users(Lookup lookup, Tenants tenants, Destinations destinations, Searching searching, InstantSource clock) {
        this.lookup = lookup;
        this.tenants = tenants;
        this.destinations = destinations;
        this.searching = searching;
        this.clock = clock;
    }

    Lookup lookup() {
        return lookup;
    }

    UserAnswer show(Caller caller, Lookup.Sight sight) {
        String tenant = sight.account().key().tenant();
        return UserAnswer.of(sight, tenants.of(tenant)::followers, clock.instant(), caller.isAdministrator());
    }

    /** Every version of a contact. In force is one at most: the newest that all followers have. */
    List<UserAnswer.Contact> versions(Caller caller, UserKey user, ContactKind kind) {
        var account = sight(user).account();
        var required = tenants.of(user.tenant()).followers(kind);
        var now = clock.instant();
        var shown = new ArrayList<UserAnswer.Contact>();
        boolean newer = false;
        for (var past : lookup.versions(user, kind)) {
            shown.add(UserAnswer.Contact.of(past, account, newer ? null : required, now, caller.isAdministrator()));
            newer = newer || past.endsOlder(required);
        }
        return shown;
    }

    /** @throws Refusal when there is no such user */
    private Lookup.Sight sight(UserKey user) {
        return lookup.find(user).orElseThrow(() -> Refusal.unknown("user"));
    }

    ResponseEntity<UserAnswer> answer(Caller caller, HttpStatus status, UserKey user) {
        var found = show(caller, sight(user));
        return ResponseEntity.status(status).body(found);
    }

    /** What somebody has typed into a search. */
    Lookup.Search search(String tenant, @Nullable String typed) {
        return searching.read(tenant, typed);
    }

    /** @throws Refusal when it is neither, or both */
    Destination read(String tenant, @Nullable String phone, @Nullable String email) {
        if ((phone == null) == (email == null)) {
            throw Refusal.malformed("phone", "or email must be given, and not both");
        }
        try {
            return phone != null
                    ? destinations.phone(phone, tenants.of(tenant).plan())
                    : destinations.email(Objects.requireNonNull(email));
        } catch (InvalidDestinationException e) {
            throw Refusal.invalidDestination(e);
        }
    }

    /** @throws Refusal when it is no language tag */
    static @Nullable String locale(@Nullable String tag) {
        return tag == null
                ? null
                : Language.read(tag)
                        .orElseThrow(() -> Refusal.malformed(
                                "locale",
                                "must be a language tag (BCP 47) of at most " + Language.LONGEST + " characters"));
    }
}
