package ontime.issuer;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ontime.issuer.access.TokenSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set of the issuer.
 *
 * @param supportUrl of the support console's page of a login, to which the login's identifier is added
 * @param keys where the key sets lie
 * @param tenants by their name
 * @param jwt which JSON Web Tokens are taken besides API keys
 * @param agents who acts for people at the support console
 */
@ConfigurationProperties("ontime.issuer")
record IssuerProperties(
        @DefaultValue("http://127.0.0.1:8080/logins/") String supportUrl,
        @DefaultValue Keys keys,
        @DefaultValue Map<String, Tenant> tenants,
        @DefaultValue Jwt jwt,
        @DefaultValue Agents agents) {

    /** Stands before the user in the key of an event, so that it must not have a colon. */
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    IssuerProperties {
        var owners = new HashMap<String, String>();
        tenants.forEach((tenant, settings) -> {
            if (!TENANT.matcher(tenant).matches()) {
                throw new IllegalArgumentException("ontime.issuer.tenants: name a tenant with 1 to 64 letters, digits,"
                        + " dots, underscores or hyphens");
            }
            settings.keys().forEach(key -> {
                String other = owners.putIfAbsent(key, tenant);
                if (other != null) {
                    throw new IllegalArgumentException("ontime.issuer.tenants: " + other + " and " + tenant
                            + " have the same API key; give each its own, and each role its own");
                }
            });
        });
    }

    /**
     * Files with Tink key sets.
     *
     * @param codes for the keyed hashes of codes
     * @param fingerprints for the fingerprints of destinations
     * @param contents for what a resend needs, and for contacts
     * @param sms public key of the SMS worker
     * @param email public key of the email worker
     * @param issuer the issuer's own, for what the directory seals
     */
    record Keys(
            @DefaultValue("keys/codes.json") Path codes,
            @DefaultValue("keys/fingerprints.json") Path fingerprints,
            @DefaultValue("keys/contents.json") Path contents,
            @DefaultValue("keys/sms.public.json") Path sms,
            @DefaultValue("keys/email.public.json") Path email,
            @DefaultValue("keys/issuer.private.json") Path issuer) {}

    /**
     * A customer of the installation.
     *
     * @param apiKeys SHA-256 of each key that asks for codes and checks them, in lower-case hexadecimal
     * @param adminKeys the same of each key that changes the policy
     * @param policy what is other than in {@code Policy.defaults()} until an administrator changes it: a JSON merge
     *     patch (RFC 7396)
     */
    record Tenant(
            @DefaultValue List<String> apiKeys,
            @DefaultValue List<String> adminKeys,
            @DefaultValue("{}") String policy) {

        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

        Tenant {
            if (!Stream.concat(apiKeys.stream(), adminKeys.stream())
                    .allMatch(key -> SHA_256.matcher(key).matches())) {
                throw new IllegalArgumentException(
                        "ontime.issuer.tenants.*.api-keys and admin-keys must be SHA-256 sums"
                                + " of keys, in lower-case hexadecimal");
            }
        }

        Stream<String> keys() {
            return Stream.concat(apiKeys.stream(), adminKeys.stream());
        }
    }

    /**
     * The support console, as far as it acts for its people.
     *
     * @param publicKey of the key that it signs with, for ES256, a PEM file; null when its people may do nothing here
     */
    record Agents(@Nullable Path publicKey) {}

    /**
     * Where JSON Web Tokens come from; none is taken when nothing is set.
     *
     * @param jwkSetUri of the public keys, a JWK set (RFC 7517)
     * @param publicKey the only one, in place of a set: a PEM file
     * @param issuer who issues them ({@code iss})
     * @param audience whom they are meant for ({@code aud})
     * @param tenantClaim the claim that names the tenant
     * @param rolesClaim the claim that names the roles
     */
    record Jwt(
            @Nullable URI jwkSetUri,
            @Nullable Path publicKey,
            @Nullable String issuer,
            @Nullable String audience,
            @DefaultValue("tenant") String tenantClaim,
            @DefaultValue("roles") String rolesClaim) {

        Jwt {
            boolean keys = jwkSetUri != null || publicKey != null;
            if (keys ? issuer == null || audience == null : issuer != null || audience != null) {
                throw new IllegalArgumentException(
                        "ontime.issuer.jwt needs an issuer and an audience, and a jwk-set-uri"
                                + " or a public-key; without all of these, leave all of them out");
            }
            if (jwkSetUri != null && publicKey != null) {
                throw new IllegalArgumentException("ontime.issuer.jwt takes a jwk-set-uri or a public-key, not both");
            }
        }

        /** Empty when no tokens are taken. */
        Optional<TokenSettings> tokens() {
            return issuer == null || audience == null
                    ? Optional.empty()
                    : Optional.of(new TokenSettings(issuer, audience, tenantClaim, rolesClaim));
        }
    }
}
