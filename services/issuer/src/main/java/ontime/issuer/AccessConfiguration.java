package ontime.issuer;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Objects;
import java.util.Set;
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
        Callers keys = apiKeys(properties);
        return properties
                .jwt()
                .tokens()
                .map(settings -> new Tokens(settings, keys(properties.jwt()), policies::knows, clock))
                .<Callers>map(tokens -> credential -> keys.caller(credential).or(() -> tokens.caller(credential)))
                .orElse(keys);
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
