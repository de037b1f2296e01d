package ontime.directory.user;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import ontime.directory.destination.NumberingPlan;
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
     * @param selfServiceUrl the page that a self-service link leads to
     */
    public record Tenant(
            NumberingPlan plan,
            Set<String> followers,
            Set<String> outside,
            boolean tellsOldDestinations,
            boolean tellsOfSessions,
            String site,
            @Nullable String selfServiceUrl) {

        public Tenant {
            followers = Set.copyOf(followers);
            outside = Set.copyOf(outside);
        }

        /** Every store whose state is shown. */
        Set<String> everyFollower() {
            var all = new HashSet<>(followers);
            all.addAll(outside);
            return all;
        }
    }

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
