package ontime.directory.outside;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import ontime.directory.follower.Follower.Deferred;
import org.jspecify.annotations.Nullable;

/** Gets access tokens by client credentials (RFC 6749, 4.4), and keeps each for as long as it is good. */
final class GraphTokens {

    /** Sooner than it ends, so that none ends on its way. */
    private static final Duration RESERVE = Duration.ofMinutes(2);

    private final Https https;
    private final OAuthClient client;
    private final InstantSource clock;
    private @Nullable String token;
    private Instant endsAt = Instant.EPOCH;

    /**
     * Who asks for tokens.
     *
     * @param tokenUrl of the token endpoint
     */
    record OAuthClient(URI tokenUrl, String id, String secret, String scope) {

        @Override
        public String toString() {
            return "OAuthClient[...]";
        }
    }

    GraphTokens(Https https, OAuthClient client, InstantSource clock) {
        this.https = https;
        this.client = client;
        this.clock = clock;
    }

    synchronized String token() throws IOException, RefusedByStoreException {
        String kept = token;
        if (kept != null && clock.instant().isBefore(endsAt)) {
            return kept;
        }
        var reply = https.call(
                "POST",
                client.tokenUrl(),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                form(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", client.id(),
                        "client_secret", client.secret(),
                        "scope", client.scope())));
        String got = reply.body().path("access_token").asString("");
        if (!reply.isGood() || got.isEmpty()) {
            // Whatever it says, it says it of our credentials and not of a user.
            throw new RefusedByStoreException(
                    new Deferred("no access token is given to us (" + reply.status() + ")", reply.notBefore(), true));
        }
        token = got;
        endsAt = clock.instant()
                .plusSeconds(reply.body().path("expires_in").asLong(0))
                .minus(RESERVE);
        return got;
    }

    /** It was refused. */
    synchronized void forget(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + StoreAddress.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }
}
