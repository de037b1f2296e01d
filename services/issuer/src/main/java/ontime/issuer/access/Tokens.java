package ontime.issuer.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may call, by JSON Web Token (RFC 7519, and RFC 9068 for access tokens). Only signatures with a public key are
 * taken: a token that is unsigned, or signed with a secret, could be anybody's.
 */
public final class Tokens {

    private static final Set<JWSAlgorithm> ALGORITHMS = Stream.concat(
                    JWSAlgorithm.Family.RSA.stream(), JWSAlgorithm.Family.EC.stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Those of agents come with tokens of the support console, and with no others. */
    private static final Set<Role> GRANTED = Set.of(Role.ISSUE, Role.ADMIN);

    private static final int LONGEST_NAME = 100;

    private final TokenSettings settings;
    private final JWKSource<SecurityContext> keys;
    private final Predicate<String> tenants;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @param tenants whether there is a tenant of that name */
    public Tokens(
            TokenSettings settings, JWKSource<SecurityContext> keys, Predicate<String> tenants, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.tenants = tenants;
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new ClaimsVerifier(settings, clock));
    }

    /**
     * Finds out whose token it is.
     *
     * @return empty when it is nobody's, or no longer
     * @throws KeysUnavailableException when that cannot be known now
     */
    public Optional<Caller> caller(String token) {
        return claims(token).flatMap(this::caller);
    }

    private Optional<JWTClaimsSet> claims(String token) {
        try {
            return Optional.of(processor.process(token, null));
        } catch (RateLimitReachedException e) {
            requireKeys(e);
            return Optional.empty();
        } catch (KeySourceException e) {
            throw new KeysUnavailableException(e);
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
            // The library fails at some texts, such as a header that is null, with whatever comes.
            return Optional.empty();
        }
    }

    /** A token that names no key that is known is bad; but when none is known at all, it may be good. */
    private void requireKeys(RateLimitReachedException cause) {
        try {
            keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        } catch (KeySourceException e) {
            e.addSuppressed(cause);
            throw new KeysUnavailableException(e);
        }
    }

    private Optional<Caller> caller(JWTClaimsSet claims) {
        if (!(claims.getClaim(settings.tenantClaim()) instanceof String tenant) || !tenants.test(tenant)) {
            return Optional.empty();
        }
        return Optional.of(new Caller(tenant, roles(claims.getClaim(settings.rolesClaim())), name("token-", claims)));
    }

    private static Set<Role> roles(@Nullable Object claim) {
        List<?> names = switch (claim) {
            case List<?> list -> list;
            case String text -> Arrays.asList(text.split(" ", -1));
            case null, default -> List.of();
        };
        return GRANTED.stream().filter(role -> names.contains(role.name())).collect(Collectors.toUnmodifiableSet());
    }

    /** Goes into the database and onto a page, so that it must be harmless there. */
    static String name(String prefix, JWTClaimsSet claims) {
        String subject = String.valueOf(claims.getSubject()).replaceAll("[^\\x21-\\x7e]", "?");
        return prefix + subject.substring(0, Math.min(subject.length(), LONGEST_NAME));
    }

    /** Issuer, audience and times; the expiry must be there, or a token that leaked would be good for ever. */
    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final InstantSource clock;

        ClaimsVerifier(TokenSettings settings, InstantSource clock) {
            super(
                    settings.audience(),
                    new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
                    new HashSet<>(List.of("exp", "sub")));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
