package ontime.issuer.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;

/** Issues tokens as an identity provider does. */
public final class TokenIssuer {

    public static final String NAME = "https://id.example.com";
    public static final String AUDIENCE = "ontime";

    private final RSAKey key;

    private TokenIssuer(RSAKey key) {
        this.key = key;
    }

    public static TokenIssuer withKey(String id) {
        try {
            return new TokenIssuer(new RSAKeyGenerator(2048).keyID(id).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public RSAKey key() {
        return key.toPublicJWK();
    }

    /** What a good token says. */
    public static JWTClaimsSet.Builder claims(Instant now, String tenant, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject("ada@example.com")
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("tenant", tenant)
                .claim("roles", List.of(roles));
    }

    public String sign(JWTClaimsSet claims) {
        return sign(claims, header -> header.type(JOSEObjectType.JWT));
    }

    String sign(JWTClaimsSet claims, UnaryOperator<JWSHeader.Builder> header) {
        return sign(claims, JWSAlgorithm.RS256, header);
    }

    String sign(JWTClaimsSet claims, JWSAlgorithm algorithm, UnaryOperator<JWSHeader.Builder> header) {
        var token = new SignedJWT(
                header.apply(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()))
                        .build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
