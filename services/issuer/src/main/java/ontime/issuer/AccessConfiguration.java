package ontime.issuer;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import ontime.issuer.access.AgentTokens;
import ontime.issuer.access.ApiKeys;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Callers;
import ontime.issuer.access.Role;
import ontime.issuer.access.Tokens;
import ontime.issuer.access.VerificationKeys;
import ontime.issuer.policy.Policies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call: by API key, and by token where somebody issues them. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    Callers callers(IssuerProperties properties, Policies policies, InstantSource clock) {
        Callers known =
                firstOf(Callers.whateverIsCalled(apiKeys(properties)::caller), agents(properties, policies, clock));
        return properties
                .jwt()
                .tokens()
                .map(settings -> new Tokens(settings, keys(properties.jwt()), policies::knows, clock))
                .map(tokens -> firstOf(known, Callers.whateverIsCalled(tokens::caller)))
                .orElse(known);
    }

    private static Callers firstOf(Callers first, Callers second) {
        return (credential, call) -> first.caller(credential, call).or(() -> second.caller(credential, call));
    }

    /** Without a key of the console's, nobody there can do anything here. */
    private static Callers agents(IssuerProperties properties, Policies policies, InstantSource clock) {
        Path key = properties.agents().publicKey();
        return key == null
                ? (_, _) -> Optional.empty()
                : new AgentTokens(VerificationKeys.ofAgents(key), policies::knows, clock);
    }

    private static JWKSource<SecurityContext> keys(IssuerProperties.Jwt jwt) {
        if (jwt.jwkSetUri() != null) {
            return VerificationKeys.at(jwt.jwkSetUri());
        }
        return VerificationKeys.in(Objects.requireNonNull(jwt.publicKey()));
    }

    private static ApiKeys apiKeys(IssuerProperties properties) {
        var callers = new HashMap<String, Caller>();
        properties.tenants().forEach((tenant, settings) -> {
            settings.apiKeys().forEach(key -> callers.put(key, caller(tenant, Role.ISSUE, key)));
            settings.adminKeys().forEach(key -> callers.put(key, caller(tenant, Role.ADMIN, key)));
        });
        return new ApiKeys(callers);
    }

    private static Caller caller(String tenant, Role role, String digest) {
        return new Caller(tenant, Set.of(role), ApiKeys.name(digest));
    }
}
