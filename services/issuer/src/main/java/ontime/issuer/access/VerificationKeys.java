package ontime.issuer.access;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Where the public keys come from that tokens are verified with. */
public final class VerificationKeys {

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int LARGEST_SET = 64 * 1024;

    /** A key that is taken out of the set counts no longer than this. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** While their server is away, keys that were good stay so for a while. */
    private static final Duration KEPT_IN_AN_OUTAGE = Duration.ofHours(4);

    /** However many tokens name keys that nobody knows, the server is asked twice in that time at most. */
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

    private VerificationKeys() {}

    /** A JWK set (RFC 7517) that is fetched when it is needed. */
    public static JWKSource<SecurityContext> at(URI set) {
        if (!List.of("http", "https").contains(String.valueOf(set.getScheme()))) {
            throw new IllegalArgumentException("ontime.issuer.jwt.jwk-set-uri must be an http or https address");
        }
        try {
            var retriever = new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LARGEST_SET);
            return JWKSourceBuilder.<SecurityContext>create(set.toURL(), retriever)
                    .cache(KEPT.toMillis(), 2L * PATIENCE_MILLIS)
                    .refreshAheadCache(false)
                    .rateLimited(BETWEEN_FETCHES.toMillis())
                    .outageTolerant(KEPT_IN_AN_OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("ontime.issuer.jwt.jwk-set-uri is no address", e);
        }
    }

    /** One key, RSA or of an elliptic curve, in PEM (RFC 7468, "PUBLIC KEY"). */
    public static JWKSource<SecurityContext> in(Path pem) {
        return only(read(pem, "ontime.issuer.jwt.public-key"));
    }

    /** The key that the support console signs for its people with, one for ES256 in PEM. */
    public static JWKSource<SecurityContext> ofAgents(Path pem) {
        JWK key = read(pem, "ontime.issuer.agents.public-key");
        if (!(key instanceof ECKey curve) || !curve.getCurve().equals(Curve.P_256)) {
            throw new IllegalArgumentException("ontime.issuer.agents.public-key must be a key of the curve P-256");
        }
        return only(key);
    }

    /** Whatever name a token has for it: there is no other. */
    private static JWKSource<SecurityContext> only(JWK key) {
        return (_, _) -> List.of(key);
    }

    /** @param setting that names the file */
    private static JWK read(Path pem, String setting) {
        try {
            String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----|\\s", "");
            return key(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (IOException e) {
            throw new UncheckedIOException(setting + " cannot be read", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + " must be an RSA or EC key in PEM", e);
        }
    }

    private static JWK key(X509EncodedKeySpec encoded) throws GeneralSecurityException {
        try {
            return new RSAKey.Builder(
                            (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(encoded))
                    .build();
        } catch (GeneralSecurityException e) {
            var key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(encoded);
            return new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key).build();
        }
    }
}
