package ontime.issuer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import ontime.issuer.routing.Policy;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set of the issuer.
 *
 * @param supportUrl of the support console's page of a login, to which the login's identifier is added
 * @param keys where the key sets lie
 * @param tenants by their name
 */
@ConfigurationProperties("ontime.issuer")
public record IssuerProperties(
        @DefaultValue("http://127.0.0.1:8080/logins/") String supportUrl,
        Keys keys,
        @DefaultValue Map<String, Tenant> tenants) {

    /**
     * Files with Tink key sets.
     *
     * @param codes for the keyed hashes of codes
     * @param fingerprints for the fingerprints of destinations
     * @param sms public key of the SMS worker
     * @param email public key of the email worker
     */
    public record Keys(Path codes, Path fingerprints, Path sms, Path email) {}

    /**
     * A customer of the installation.
     *
     * @param apiKeys SHA-256 of each key, in lower-case hexadecimal
     * @param testNumbers whether numbers that are reserved for fiction are taken; never in production
     */
    public record Tenant(
            @DefaultValue List<String> apiKeys,
            @DefaultValue("false") boolean testNumbers) {

        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

        public Tenant {
            if (!apiKeys.stream().allMatch(key -> SHA_256.matcher(key).matches())) {
                throw new IllegalArgumentException(
                        "ontime.issuer.tenants.*.api-keys must be SHA-256 sums of keys, in lower-case hexadecimal");
            }
        }

        public Policy policy() {
            return Policy.defaults().withTestNumbers(testNumbers);
        }
    }
}
