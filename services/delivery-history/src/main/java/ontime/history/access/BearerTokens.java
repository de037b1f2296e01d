package ontime.history.access;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import ontime.history.SignInSettings;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/**
 * Takes JSON Web Tokens (RFC 7519, and RFC 9068 for access tokens) of the provider that are meant for this API. Only
 * signatures with a public key count: a token that is unsigned, or signed with a secret, could be anybody's.
 */
final class BearerTokens implements JwtDecoder, Converter<Jwt, AbstractAuthenticationToken> {

    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.PS384,
            SignatureAlgorithm.PS512,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.ES512);

    private final Claims claims;
    private final JwtDecoder decoder;

    BearerTokens(SignInSettings settings, Claims claims) {
        this.claims = claims;
        // Not before the first token: the provider may start after this service, or be away for a while.
        this.decoder = new SupplierJwtDecoder(() -> decoder(settings));
    }

    private static JwtDecoder decoder(SignInSettings settings) {
        var decoder = NimbusJwtDecoder.withIssuerLocation(Objects.requireNonNull(settings.issuerUri()))
                .jwsAlgorithms(algorithms -> algorithms.addAll(ALGORITHMS))
                .validateType(false)
                .build();
        decoder.setJwtValidator(validator(settings));
        return decoder;
    }

    /** The expiry must be there, or a token that leaked would be good for ever. */
    private static OAuth2TokenValidator<Jwt> validator(SignInSettings settings) {
        var type = new JwtTypeValidator(List.of("JWT", "at+jwt"));
        type.setAllowEmpty(true);
        return new DelegatingOAuth2TokenValidator<>(
                new JwtIssuerValidator(Objects.requireNonNull(settings.issuerUri())),
                new JwtClaimValidator<List<String>>(
                        "aud", audience -> audience != null && audience.contains(settings.apiAudience())),
                new JwtClaimValidator<>("exp", Objects::nonNull),
                new JwtTimestampValidator(),
                type);
    }

    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw new ProviderUnavailable(e);
        }
    }

    /** Whoever has no role here is known, and may do nothing. */
    @Override
    public AbstractAuthenticationToken convert(Jwt jwt) {
        Map<String, Object> told = jwt.getClaims();
        var name = claims.name(told).orElseThrow(() -> new InvalidBearerTokenException("the token names nobody"));
        var user = new TokenUser(name, claims.grants(told));
        return new PreAuthenticatedAuthenticationToken(user, "", HistoryUser.authorities(user.grants()));
    }
}
