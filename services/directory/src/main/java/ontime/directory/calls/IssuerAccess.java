package ontime.directory.calls;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How the issuer is reached, for each tenant.
 *
 * @param url its base address
 * @param adminKeys of each tenant, by which contacts are proved and notices sent
 */
public record IssuerAccess(URI url, Map<String, String> adminKeys) {

    public IssuerAccess {
        adminKeys = Map.copyOf(adminKeys);
    }

    URI at(String path) {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    Optional<Map<String, String>> adminCredential(String tenant) {
        return Optional.ofNullable(adminKeys.get(tenant)).map(IssuerAccess::bearer);
    }

    private static Map<String, String> bearer(String key) {
        return Map.of("Authorization", "Bearer " + key);
    }

    @Override
    public String toString() {
        return "IssuerAccess[" + url + "]";
    }
}
