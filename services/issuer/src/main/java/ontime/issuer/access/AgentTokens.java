package ontime.issuer.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * People at the support console, by the tokens that it signs for each of their actions. They are of a type of their own
 * (RFC 8725, section 3.11), so that no token of anybody else passes for one, and live for a minute at most. Each is
 * good for the request that it was signed for and for no other: one that leaks repeats what was done already.
 */
public final class AgentTokens implements Callers {

    public static final String ISSUER = "ontime-history";
    public static final String AUDIENCE = "ontime-issuer";
    public static final String TYPE = "agent+jwt";

    private static final Duration LONGEST_LIFE = Duration.ofSeconds(60);

    /** What two clocks of one installation may differ by. */
    private static final int SKEW_SECONDS = 10;

    private final Predicate<String> tenants;
    private final InstantSource clock;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @param tenants whether there is a tenant of that name */
    public AgentTokens(JWKSource<SecurityContext> keys, Predicate<String> tenants, InstantSource clock) {
        this.tenants = tenants;
        this.clock = clock;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TYPE)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        processor.setJWTClaimsSetVerifier(new ClaimsVerifier(clock));
    }

    @Override
    public Optional<Caller> caller(String token, Call call) {
        try {
            return caller(processor.process(token, null), call);
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
            // The library fails at some texts, such as a header that is null, with whatever comes.
            return Optional.empty();
        }
    }

    private Optional<Caller> caller(JWTClaimsSet claims, Call call) throws ParseException {
        String tenant = claims.getStringClaim("tenant");
        var signedFor =
                new Call(claims.getStringClaim("method"), claims.getStringClaim("path"), claims.getStringClaim("key"));
        var life = Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant());
        if (!tenants.test(tenant)
                || life.compareTo(LONGEST_LIFE) > 0
                || claims.getIssueTime().toInstant().isAfter(clock.instant().plusSeconds(SKEW_SECONDS))
                || !signedFor.equals(call)) {
            return Optional.empty();
        }
        return Optional.of(
                new Caller(tenant, roles(claims.getStringListClaim("roles")), Tokens.name("agent-", claims)));
    }

    /** What the roles of people at the console are good for here. */
    private static Set<Role> roles(List<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        for (String name : names) {
            switch (name) {
                case "SUPPORT" -> roles.add(Role.AGENT);
                case "LEAD" -> roles.addAll(Set.of(Role.AGENT, Role.AGENT_LEAD));
                case "ADMIN" -> roles.addAll(Set.of(Role.AGENT, Role.AGENT_LEAD, Role.AGENT_ADMIN));
                default -> {
                    // One who only watches delays, for example, has no business here.
                }
            }
        }
        return roles;
    }

    private static final class ClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final InstantSource clock;

        ClaimsVerifier(InstantSource clock) {
            super(
                    AUDIENCE,
                    new JWTClaimsSet.Builder().issuer(ISSUER).build(),
                    Set.of("exp", "iat", "sub", "tenant", "roles", "method", "path"));
            this.clock = clock;
            setMaxClockSkew(SKEW_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
