package ontime.history.rights;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The roles that somebody has, each in a tenant of its own.
 *
 * @param roles by tenant
 */
public record Grants(Map<String, Set<Role>> roles) implements Serializable {

    /**
     * Stands where a tenant does, for what concerns all of them. It opens no tenant's data: whoever rebuilds the tables
     * need not see what is in them.
     */
    public static final String INSTALLATION = "*";

    public static final Grants NONE = new Grants(Map.of());

    public Grants {
        roles = roles.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(toMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
        roles = Map.copyOf(roles);
    }

    /** The same roles in each of these tenants. */
    public static Grants of(Set<Role> roles, Set<String> tenants) {
        return new Grants(tenants.stream().collect(toMap(tenant -> tenant, _ -> roles)));
    }

    /** What either of them allows. */
    public Grants and(Grants more) {
        var all = new TreeMap<>(roles);
        more.roles.forEach((tenant, added) -> all.merge(tenant, added, Grants::both));
        return new Grants(all);
    }

    private static Set<Role> both(Set<Role> some, Set<Role> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** What somebody is in this tenant. */
    public Set<Role> in(String tenant) {
        return roles.getOrDefault(tenant, Set.of());
    }

    /** Whether it is allowed in this tenant. */
    public boolean allow(Right right, String tenant) {
        return right.isOf(in(tenant)) && isKnown(right, tenant.equals(INSTALLATION));
    }

    private static boolean isKnown(Right right, boolean inTheInstallation) {
        return switch (right) {
            case OPERATE -> inTheInstallation;
            case READ_AUDIT -> true;
            case LOOK_UP, ACT, LIFT_SUPPRESSION, REVEAL, READ_FIGURES, ERASE -> !inTheInstallation;
        };
    }

    /** Whether it is allowed in any tenant. */
    public boolean allow(Right right) {
        return !tenants(right).isEmpty();
    }

    /** The tenants in which it is allowed. */
    public Set<String> tenants(Right right) {
        return roles.keySet().stream().filter(tenant -> allow(right, tenant)).collect(toUnmodifiableSet());
    }
}
