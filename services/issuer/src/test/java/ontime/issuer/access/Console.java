package ontime.issuer.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;

/** The support console, which signs for its people. */
public final class Console {

    private final ECPrivateKey key;

    private Console(ECPrivateKey key) {
        this.key = key;
    }

    /** With the private key of a folder that {@code KeyFolder} has made. */
    public static Console of(Path keys) {
        try {
            var pem = Files.readString(keys.resolve("agents.private.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
            return new Console((ECPrivateKey) KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a good token says. */
    public static JWTClaimsSet.Builder claims(Instant now, Call call, String tenant, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(AgentTokens.ISSUER)
                .audience(AgentTokens.AUDIENCE)
                .subject("sally")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("tenant", tenant)
                .claim("roles", List.of(roles))
                .claim("method", call.method())
                .claim("path", call.path())
                .claim("key", call.key());
    }

    public String sign(JWTClaimsSet claims) {
        return sign(claims, AgentTokens.TYPE);
    }

    String sign(JWTClaimsSet claims, String type) {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
