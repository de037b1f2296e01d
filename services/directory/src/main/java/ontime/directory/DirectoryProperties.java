package ontime.directory;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set of the directory.
 *
 * @param keys where the key sets lie
 * @param issuerUrl of the issuer, whose codes prove new destinations
 * @param proofWithin so long after it was asked for, a change can be proved
 * @param reconcile how often what stores outside hold is compared
 * @param tenants by their name
 * @param users who may log in to the console, by name
 * @param httpBasic whether the API takes a name and a password with each call; for one machine and for tests
 */
@ConfigurationProperties("ontime.directory")
record DirectoryProperties(
        @DefaultValue Keys keys,
        @DefaultValue("http://127.0.0.1:8081") URI issuerUrl,
        @DefaultValue("15m") Duration proofWithin,
        @DefaultValue Reconcile reconcile,
        @DefaultValue Map<String, Tenant> tenants,
        @DefaultValue Map<String, User> users,
        @DefaultValue("false") boolean httpBasic) {

    private static final String LOOPBACK = "127.0.0.1";

    /** Stands before the user in the key of an event, so that it must not have a colon. */
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    DirectoryProperties {
        var seen = new HashSet<String>();
        tenants.forEach((tenant, settings) -> {
            if (!TENANT.matcher(tenant).matches()) {
                throw new IllegalArgumentException("ontime.directory.tenants: name a tenant with 1 to 64 letters,"
                        + " digits, dots, underscores or hyphens");
            }
            settings.keys().forEach(key -> {
                if (!seen.add(key)) {
                    throw new IllegalArgumentException("ontime.directory.tenants: " + tenant
                            + " has an API key that is used twice; give each tenant its own, and each role its own");
                }
            });
        });
        users.values().forEach(user -> {
            if (!tenants.containsKey(user.tenant())) {
                throw new IllegalArgumentException(
                        "ontime.directory.users: " + user.tenant() + " is none of ontime.directory.tenants");
            }
        });
    }

    /**
     * Somebody who may log in with a password.
     *
     * @param password as Spring Security writes it ({@code {bcrypt}$2a$...}), or plain text
     * @param roles of SUPPORT, LEAD, SRE, ADMIN; only an ADMIN gets anything to see here
     * @param tenants the one in which the user has these roles
     */
    record User(
            String password,
            @DefaultValue Set<String> roles,
            @DefaultValue Set<String> tenants) {

        private static final Set<String> ROLES = Set.of("SUPPORT", "LEAD", "SRE", "ADMIN");

        User {
            if (password.isBlank() || roles.isEmpty() || !ROLES.containsAll(roles) || tenants.size() != 1) {
                throw new IllegalArgumentException("a user of ontime.directory.users has a password, roles of SUPPORT,"
                        + " LEAD, SRE, ADMIN, and one tenant");
            }
        }

        boolean isAdministrator() {
            return roles.contains("ADMIN");
        }

        String tenant() {
            return tenants.iterator().next();
        }

        @Override
        public String toString() {
            return "User" + roles + tenants;
        }
    }

    /**
     * How often what stores outside hold is compared with what they should.
     *
     * @param every each user is compared once in so long
     * @param usersPerSecond so many at most at each store
     */
    record Reconcile(
            @DefaultValue("24h") Duration every,
            @DefaultValue("5") int usersPerSecond) {

        Reconcile {
            if (every.compareTo(Duration.ofSeconds(1)) < 0 || usersPerSecond < 1 || usersPerSecond > 1_000) {
                throw new IllegalArgumentException(
                        "ontime.directory.reconcile: every must be a second or more," + " users-per-second 1 to 1000");
            }
        }
    }

    /**
     * Files with Tink key sets.
     *
     * @param fingerprints for the fingerprints of destinations
     * @param contents for destinations and keys of authenticator apps where they are stored
     * @param recovery for the keyed hashes of recovery codes
     * @param issuer public key of the issuer
     */
    record Keys(
            @DefaultValue("keys/fingerprints.json") Path fingerprints,
            @DefaultValue("keys/directory.json") Path contents,
            @DefaultValue("keys/recovery.json") Path recovery,
            @DefaultValue("keys/issuer.public.json") Path issuer) {}

    /**
     * A customer of the installation.
     *
     * @param apiKeys SHA-256 of each key of an auth service, in lower-case hexadecimal
     * @param adminKeys the same of each key of an administrator
     * @param region ISO 3166-1 alpha-2, for phone numbers without a country code
     * @param testNumbers whether numbers that are reserved for fiction count as mobiles
     * @param followers short names of the stores that must know a contact before it is in force
     * @param issuerAdminKey the tenant's key at the issuer, of the role ADMIN, by which contacts are proved and old
     *     destinations told of a change; without it they are not
     * @param name of the site, as an authenticator app shows it
     * @param sessions where the tenant is told that sessions are to end; nowhere when it is left out
     * @param selfServiceUrl the page that a self-service link leads to, an https address
     * @param outside the stores outside that contacts are brought to, by their short names
     */
    record Tenant(
            @DefaultValue List<String> apiKeys,
            @DefaultValue List<String> adminKeys,
            @DefaultValue("GB") String region,
            @DefaultValue("false") boolean testNumbers,
            @DefaultValue("issuer") Set<String> followers,
            @Nullable String issuerAdminKey,
            @Nullable String name,
            @Nullable Webhook sessions,
            @Nullable URI selfServiceUrl,
            @DefaultValue Map<String, OutsideStore> outside) {

        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
        private static final String ISSUER = "issuer";
        private static final Pattern FOLLOWER = Pattern.compile("[a-z0-9-]{1,32}");

        Tenant {
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
            if (selfServiceUrl != null && !isSafe(selfServiceUrl)) {
                throw new IllegalArgumentException(
                        "ontime.directory.tenants.*.self-service-url must be an https address");
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
            return "Tenant[...]";
        }
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
