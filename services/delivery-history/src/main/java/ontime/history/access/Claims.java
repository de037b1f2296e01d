package ontime.history.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ontime.history.SignInSettings;
import ontime.history.rights.Grants;
import org.jspecify.annotations.Nullable;

/** Reads who somebody is, and what they may do, from what the provider says of them. */
final class Claims {

    private static final int LONGEST_NAME = 100;
    private static final int DIGEST_BYTES = 8;

    /** Beside what cannot be seen, the sign that begins what stands for it. */
    private static final Pattern UNFIT = Pattern.compile("[^\\x21-\\x24\\x26-\\x7e]+");

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

    /** Two names are never one, or the audit would say of somebody what another did. */
    private static String harmless(String name) {
        var harmless = UNFIT.matcher(name).replaceAll(unfit -> encoded(unfit.group()));
        if (harmless.length() <= LONGEST_NAME) {
            return harmless;
        }
        var digest = HexFormat.of().formatHex(sha256(name), 0, DIGEST_BYTES);
        return harmless.substring(0, LONGEST_NAME - 1 - digest.length()) + "~" + digest;
    }

    /** As RFC 3986 writes in an address what may not stand there. */
    private static String encoded(String unfit) {
        return HexFormat.of().withPrefix("%").withUpperCase().formatHex(unfit.getBytes(UTF_8));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
