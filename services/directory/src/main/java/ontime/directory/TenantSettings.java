package ontime.directory;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A customer of the installation.
 *
 * @param apiKeys SHA-256 of each key of an auth service, in lower-case hexadecimal
 * @param adminKeys the same of each key of an administrator
 * @param region ISO 3166-1 alpha-2, for phone numbers without a country code
 * @param testNumbers whether numbers that are reserved for fiction count as mobiles
 * @param followers short names of the stores that must know a contact before it is in force
 * @param followerKinds the kinds of contacts that one of the followers takes, where it does not take all
 * @param issuerAdminKey the tenant's key at the issuer, of the role ADMIN, by which contacts are proved and old
 *     destinations told of a change; without it they are not
 * @param name of the site, as an authenticator app shows it
 * @param sessions where the tenant is told that sessions are to end; nowhere when it is left out
 * @param selfServiceUrl the page that a self-service link leads to, an https address
 * @param logInWithin so long after a login, users may change something on their own page
 * @param logInUrl where they log in again, an https address; the page names none when it is left out
 * @param outside the stores outside that contacts are brought to, by their short names
 */
record TenantSettings(
        @DefaultValue List<String> apiKeys,
        @DefaultValue List<String> adminKeys,
        @DefaultValue("GB") String region,
        @DefaultValue("false") boolean testNumbers,
        @DefaultValue("issuer") Set<String> followers,
        @DefaultValue Map<String, Set<ContactKind>> followerKinds,
        @Nullable String issuerAdminKey,
        @Nullable String name,
        @Nullable Webhook sessions,
        @Nullable URI selfServiceUrl,
        @DefaultValue("15m") Duration logInWithin,
        @Nullable URI logInUrl,
        @DefaultValue Map<String, OutsideStore> outside) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ISSUER = "issuer";
    private static final Duration SHORTEST_LOG_IN = Duration.ofMinutes(1);
    private static final Pattern FOLLOWER = Pattern.compile("[a-z0-9-]{1,32}");

    TenantSettings {
        if (!Stream.concat(apiKeys.stream(), adminKeys.stream())
                .allMatch(key -> SHA_256.matcher(key).matches())) {
            throw new IllegalArgumentException("ontime.directory.tenants.*.api-keys and admin-keys must be SHA-256"
                    + " sums of keys, in lower-case hexadecimal");
        }
        if (!Stream.concat(followers.stream(), outside.keySet().stream())
                .allMatch(short1 -> FOLLOWER.matcher(short1).matches())) {
            throw new IllegalArgumentException(
                    "ontime.directory.tenants.*.followers and outside are short names of letters, digits and hyphens");
        }
        if (followers.isEmpty()) {
            throw new IllegalArgumentException("ontime.directory.tenants.*.followers needs at least one: with none,"
                    + " every contact would be in force at once");
        }
        if (!followers.containsAll(followerKinds.keySet())
                || followerKinds.containsKey(ISSUER)
                || !followerKinds.values().stream().allMatch(OutsideStore::areKinds)) {
            throw new IllegalArgumentException("ontime.directory.tenants.*.follower-kinds names one of the"
                    + " followers, though not the issuer, and PHONE or EMAIL of each");
        }
        if (selfServiceUrl != null && !isSafe(selfServiceUrl)) {
            throw new IllegalArgumentException("ontime.directory.tenants.*.self-service-url must be an https address");
        }
        if (logInUrl != null && !isSafe(logInUrl)) {
            throw new IllegalArgumentException("ontime.directory.tenants.*.log-in-url must be an https address");
        }
        if (logInWithin.compareTo(SHORTEST_LOG_IN) < 0) {
            throw new IllegalArgumentException(
                    "ontime.directory.tenants.*.log-in-within must be a minute or more: a link has to arrive");
        }
        if (outside.containsKey(ISSUER)) {
            throw new IllegalArgumentException("ontime.directory.tenants.*.outside: the issuer is none of them");
        }
        followers = Set.copyOf(followers);
        outside = Map.copyOf(outside);
    }

    /** Who follows contacts, whether or not it must. */
    Set<String> known() {
        var all = new HashSet<>(followers);
        all.addAll(outside.keySet());
        return all;
    }

    /** What each of those takes that may not take all. */
    Map<String, Set<ContactKind>> kinds() {
        var all = new HashMap<>(followerKinds);
        outside.forEach((store, settings) -> all.put(store, settings.kinds()));
        return all;
    }

    /** Who must know a contact before it is in force. */
    Set<String> required() {
        var all = new HashSet<>(followers);
        outside.forEach((store, settings) -> {
            if (settings.required()) {
                all.add(store);
            }
        });
        return all;
    }

    Stream<String> keys() {
        return Stream.concat(apiKeys.stream(), adminKeys.stream());
    }

    Optional<Webhook> webhook() {
        return Optional.ofNullable(sessions);
    }

    @Override
    public String toString() {
        return "TenantSettings[...]";
    }

    /** Whether nobody on the way can read or forge what goes there; what stays on one machine needs no TLS. */
    private static boolean isSafe(URI address) {
        return LOOPBACK.equals(address.getHost()) || ("https".equals(address.getScheme()) && address.getHost() != null);
    }

    /**
     * Where a tenant is told of something.
     *
     * @param url an https address
     * @param secret by which each call is signed, at least 32 characters
     */
    record Webhook(URI url, String secret) {

        private static final int SHORTEST_SECRET = 32;

        Webhook {
            if (!isSafe(url)) {
                throw new IllegalArgumentException("ontime.directory.tenants.*.sessions.url must be an https address");
            }
            if (secret.length() < SHORTEST_SECRET) {
                throw new IllegalArgumentException(
                        "ontime.directory.tenants.*.sessions.secret must have at least 32 characters");
            }
        }

        @Override
        public String toString() {
            return "Webhook[...]";
        }
    }
}
