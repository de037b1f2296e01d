package ontime.history.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ontime.history.actions.Agent;
import ontime.history.rights.Role;
import tools.jackson.databind.json.JsonMapper;

/** Signs who asks: a JSON Web Token (RFC 7519) by ES256, of a type of its own, good for one minute. */
final class AgentTokens {

    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final int BITS = 256;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final ECPrivateKey key;
    private final JsonMapper json;
    private final InstantSource clock;

    /** @throws IllegalArgumentException when there is no such key in the file */
    AgentTokens(Path key, JsonMapper json, InstantSource clock) {
        this.key = read(key);
        this.json = json;
        this.clock = clock;
    }

    private static ECPrivateKey read(Path file) {
        try {
            var base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
            var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
            if (KeyFactory.getInstance("EC").generatePrivate(encoded) instanceof ECPrivateKey key
                    && key.getParams().getOrder().bitLength() == BITS) {
                return key;
            }
            throw new IllegalArgumentException("ontime.history.issuer.private-key must be of the curve P-256");
        } catch (IOException e) {
            throw new UncheckedIOException("ontime.history.issuer.private-key cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "ontime.history.issuer.private-key must be a P-256 key, PKCS #8 in PEM", e);
        }
    }

    /** Good for this request and no other. */
    String of(Agent agent, HttpRequest request) {
        var now = clock.instant();
        var claims = new TreeMap<String, Object>(Map.of(
                "iss",
                "ontime-history",
                "aud",
                "ontime-issuer",
                "sub",
                agent.name(),
                "tenant",
                agent.tenant(),
                "roles",
                roles(agent),
                "iat",
                now.getEpochSecond(),
                "exp",
                now.plus(LIFE).getEpochSecond(),
                "method",
                request.method(),
                "path",
                request.uri().getRawPath()));
        request.headers().firstValue("Idempotency-Key").ifPresent(key -> claims.put("key", key));
        var signed = part(Map.of("alg", "ES256", "typ", "agent+jwt")) + "." + part(claims);
        return signed + "." + BASE64.encodeToString(signature(signed));
    }

    private static List<String> roles(Agent agent) {
        return agent.roles().stream().map(Role::name).sorted().toList();
    }

    private String part(Map<String, ?> content) {
        return BASE64.encodeToString(json.writeValueAsBytes(content));
    }

    private byte[] signature(String text) {
        try {
            // Both numbers one after the other, as RFC 7518 wants them, not as ASN.1.
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not sign for an agent", e);
        }
    }
}
