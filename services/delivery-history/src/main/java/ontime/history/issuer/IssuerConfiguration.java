package ontime.history.issuer;

import java.time.InstantSource;
import ontime.history.IssuerSettings;
import ontime.history.actions.Acting;
import ontime.history.actions.Issuer;
import ontime.history.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class IssuerConfiguration {

    @Bean
    Acting acting(IssuerSettings settings, AuditLog audit, JsonMapper json, InstantSource clock) {
        return new Acting(issuer(settings, json, clock), audit, clock);
    }

    private static @Nullable Issuer issuer(IssuerSettings settings, JsonMapper json, InstantSource clock) {
        return settings.url() == null || settings.privateKey() == null
                ? null
                : new HttpIssuer(
                        settings.url(), new AgentTokens(settings.privateKey(), json, clock), settings.patience(), json);
    }
}
