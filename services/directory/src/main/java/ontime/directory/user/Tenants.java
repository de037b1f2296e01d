package ontime.directory.user;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.directory.destination.NumberingPlan;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/** What is set of each tenant. */
public final class Tenants {

    /**
     * What is set of one.
     *
     * @param followers short names of the stores that must know a contact before it is in force
     * @param outside short names of the stores outside of OnTime that each contact is brought to
     * @param tellsOldDestinations whether a destination that a contact leaves can be told
     * @param tellsOfSessions whether the tenant wants to be called when sessions are to end
     * @param site name of the site, as an authenticator app shows it
     * @param kinds of contacts that a store takes, where it does not take all
     * @param selfService the page of their own that users are led to; null when there is none
     */
    public record Tenant(
            NumberingPlan plan,
            Set<String> followers,
            Set<String> outside,
            boolean tellsOldDestinations,
            boolean tellsOfSessions,
            String site,
            Map<String, Set<ContactKind>> kinds,
            @Nullable SelfService selfService) {

        public Tenant {
            followers = Set.copyOf(followers);
            outside = Set.copyOf(outside);
            kinds = Map.copyOf(kinds);
        }

        /** Whether contacts of a kind are a store's affair. */
        public boolean takes(String store, ContactKind kind) {
            var taken = kinds.get(store);
            return taken == null || taken.contains(kind);
        }

        /** The stores that must know a contact of a kind before it is in force. */
        public Set<String> followers(ContactKind kind) {
            return those(followers, kind);
        }

        /** The stores that contacts of a kind are brought to. */
        public Set<String> outside(ContactKind kind) {
            return those(outside, kind);
        }

        /** Every store whose state is shown of a contact of a kind. */
        Set<String> everyFollower(ContactKind kind) {
            var all = new HashSet<>(followers);
            all.addAll(outside);
            return those(all, kind);
        }

        private Set<String> those(Set<String> stores, ContactKind kind) {
            return stores.stream().filter(store -> takes(store, kind)).collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * Where users look after their own ways to log in.
     *
     * @param url that a link leads to
     * @param logInWithin so long after a login, they may change something
     * @param logInUrl where they log in again; null when the tenant has not named it
     */
    public record SelfService(
            String url, Duration logInWithin, @Nullable String logInUrl) {}

    private final Map<String, Tenant> byName;

    public Tenants(Map<String, Tenant> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Whether we bring a tenant's contacts to a store ourselves. */
    public boolean bring(String tenant, String follower) {
        Tenant known = byName.get(tenant);
        return known != null && known.outside().contains(follower);
    }

    /**
     * What is set of a tenant.
     *
     * @throws IllegalArgumentException when no tenant has this name, which no credential allows
     */
    public Tenant of(String name) {
        Tenant tenant = byName.get(name);
        if (tenant == null) {
            throw new IllegalArgumentException("no such tenant");
        }
        return tenant;
    }
}
