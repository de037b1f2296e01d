package ontime.directory.outside;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A store outside of one tenant.
 *
 * @param secret of the application, or the bearer token
 * @param oauth how access tokens are got; null when the secret itself is the token
 * @param attribute by which a SCIM store finds users
 * @param atOnce so many calls at the same time at most
 * @param patience for one call
 * @param repairs whether what somebody else has changed there is changed back
 */
public record StoreSettings(
        String tenant,
        String name,
        Kind kind,
        StoreAddress address,
        String secret,
        @Nullable OAuth oauth,
        String attribute,
        int atOnce,
        Duration patience,
        boolean repairs) {

    /** What it speaks. */
    public enum Kind {
        /** Microsoft Graph, v1.0. */
        GRAPH,
        /** SCIM 2.0. */
        SCIM
    }

    /** How access tokens are got (RFC 6749, 4.4). */
    public record OAuth(URI tokenUrl, String clientId, String scope) {}

    @Override
    public String toString() {
        return "StoreSettings[" + tenant + ", " + name + ", " + kind + "]";
    }
}
