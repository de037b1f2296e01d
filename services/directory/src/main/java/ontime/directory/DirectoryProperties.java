package ontime.directory;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
        @DefaultValue Map<String, TenantSettings> tenants,
        @DefaultValue Map<String, User> users,
        @DefaultValue("false") boolean httpBasic) {

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
}
