package ontime.issuer;

import java.util.HashMap;
import java.util.Set;
import ontime.issuer.access.ApiKeys;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may call. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    ApiKeys apiKeys(IssuerProperties properties) {
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
