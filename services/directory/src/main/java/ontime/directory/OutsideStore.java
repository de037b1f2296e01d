package ontime.directory;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import ontime.directory.outside.StoreAddress;
import ontime.directory.outside.StoreSettings;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A store outside of OnTime that a tenant's contacts are brought to.
 *
 * @param kind what it speaks
 * @param url base address, for Graph with the version
 * @param required whether a contact is in force only when this store has it
 * @param secret of the application (Graph), or the bearer token (SCIM)
 * @param secretFile a file that holds the secret, instead
 * @param tokenUrl Graph: where access tokens are got, https://login.microsoftonline.com/.../oauth2/v2.0/token
 * @param clientId Graph: of the application
 * @param scope Graph: what access is asked for
 * @param user what a user is called there, with {@code {userId}} in place of our identifier
 * @param match SCIM: the attribute that holds this name, userName or externalId
 * @param atOnce so many calls at the same time at most
 * @param patience for one call
 * @param kinds of contacts that it takes; of others it is never told
 * @param repair whether what somebody else has changed there is changed back
 * @param plainHttp whether addresses may be without TLS: for a sandbox, where nothing is worth protecting
 */
record OutsideStore(
        StoreSettings.Kind kind,
        URI url,
        @DefaultValue("true") boolean required,
        @Nullable String secret,
        @Nullable Path secretFile,
        @Nullable URI tokenUrl,
        @Nullable String clientId,

        @DefaultValue("https://graph.microsoft.com/.default")
        String scope,

        @DefaultValue("{userId}") String user,
        @DefaultValue("userName") String match,
        @DefaultValue("4") int atOnce,
        @DefaultValue("10s") Duration patience,
        @DefaultValue({"PHONE", "EMAIL"}) Set<ContactKind> kinds,
        @DefaultValue("true") boolean repair,
        @DefaultValue("false") boolean plainHttp) {

    private static final Set<String> ATTRIBUTES = Set.of("userName", "externalId");
    private static final int MOST_AT_ONCE = 100;

    OutsideStore {
        require(
                plainHttp || (isHttps(url) && (tokenUrl == null || isHttps(tokenUrl))),
                "url and token-url must be https addresses");
        require((secret == null) != (secretFile == null), "needs a secret or a secret-file, and not both");
        require(
                kind != StoreSettings.Kind.GRAPH || (tokenUrl != null && clientId != null),
                "of the kind GRAPH needs a token-url and a client-id");
        require(ATTRIBUTES.contains(match), "match must be userName or externalId");
        require(user.contains("{userId}"), "user must hold {userId}");
        require(atOnce > 0 && atOnce <= MOST_AT_ONCE, "at-once must be 1 to 100");
        require(patience.isPositive(), "patience must be more than nothing");
        require(areKinds(kinds), "kinds must be PHONE, EMAIL or both");
        kinds = Set.copyOf(kinds);
    }

    static boolean areKinds(Set<ContactKind> kinds) {
        return !kinds.isEmpty() && !kinds.contains(ContactKind.OTHER);
    }

    private static boolean isHttps(URI address) {
        return "https".equals(address.getScheme()) && address.getHost() != null;
    }

    private static void require(boolean right, String why) {
        if (!right) {
            throw new IllegalArgumentException("ontime.directory.tenants.*.outside.* " + why);
        }
    }

    StoreSettings settings(String tenant, String name) {
        return new StoreSettings(
                tenant,
                name,
                kind,
                new StoreAddress(url, user),
                readSecret(),
                tokenUrl == null || clientId == null ? null : new StoreSettings.OAuth(tokenUrl, clientId, scope),
                match,
                atOnce,
                patience,
                repair);
    }

    private String readSecret() {
        if (secretFile == null) {
            return secret == null ? "" : secret;
        }
        try {
            return Files.readString(secretFile).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "ontime.directory.tenants.*.outside.*.secret-file cannot be read: " + secretFile, e);
        }
    }

    @Override
    public String toString() {
        return "OutsideStore[" + kind + ", " + url + "]";
    }
}
