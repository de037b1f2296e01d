package ontime.history.access;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.history.SignInSettings;
import ontime.history.rights.Grants;
import org.jspecify.annotations.Nullable;

/** Reads who somebody is, and what they may do, from what the provider says of them. */
final class Claims {

    private static final int LONGEST_NAME = 100;

    private final SignInSettings settings;

    Claims(SignInSettings settings) {
        this.settings = settings;
    }

    /** The name, harmless wherever it is shown or kept; empty where there is none. */
    Optional<String> name(Map<String, Object> claims) {
        return claims.get(settings.nameClaim()) instanceof String name && !name.isBlank()
                ? Optional.of(harmless(name.strip()))
                : Optional.empty();
    }

    private static String harmless(String name) {
        var harmless = name.replaceAll("[^\\x21-\\x7e]", "?");
        return harmless.substring(0, Math.min(harmless.length(), LONGEST_NAME));
    }

    /** The roles of all groups together, each in its tenants. A group that nobody has named here is nothing. */
    Grants grants(Map<String, Object> claims) {
        var groups = texts(claims.get(settings.rolesClaim()));
        var tenants = texts(claims.get(settings.tenantsClaim())).stream()
                // Only this installation itself says who may do what concerns all tenants.
                .filter(tenant -> !tenant.isBlank() && !tenant.equals(Grants.INSTALLATION))
                .collect(Collectors.toUnmodifiableSet());
        return settings.groups().stream()
                .filter(group -> groups.contains(group.name()))
                .map(group -> Grants.of(group.roles(), group.tenants().isEmpty() ? tenants : group.tenants()))
                .reduce(Grants.NONE, Grants::and);
    }

    private static Set<String> texts(@Nullable Object claim) {
        List<?> values = switch (claim) {
            case List<?> list -> list;
            case String text -> Arrays.asList(text.split(" ", -1));
            case null, default -> List.of();
        };
        return values.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
