package ontime.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ontime.issuer.access.TokenSettings;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class IssuerPropertiesTest {

    private static final String DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @Test
    void whoSetsNothingGetsKeysBesideTheProgramAndNoTenants() {
        assertThat(bind(Map.of()))
                .isEqualTo(new IssuerProperties(
                        "http://127.0.0.1:8080/logins/",
                        new IssuerProperties.Keys(
                                Path.of("keys/codes.json"),
                                Path.of("keys/fingerprints.json"),
                                Path.of("keys/contents.json"),
                                Path.of("keys/sms.public.json"),
                                Path.of("keys/email.public.json"),
                                Path.of("keys/issuer.private.json")),
                        Map.of(),
                        new IssuerProperties.Jwt(null, null, null, null, "tenant", "roles"),
                        new IssuerProperties.Agents(null)));
        assertThat(bind(Map.of()).jwt().tokens()).isEmpty();
    }

    @Test
    void aTenantHasTheDefaultPolicyAndNobodyWhoMayChangeItUnlessItIsTold() {
        var tenants = bind(Map.of(
                        "ontime.issuer.tenants.shop.api-keys",
                        DIGEST,
                        "ontime.issuer.tenants.demo.policy",
                        "{\"numbers\": {\"testNumbers\": true}}"))
                .tenants();
        assertThat(tenants)
                .isEqualTo(Map.of(
                        "shop", new IssuerProperties.Tenant(List.of(DIGEST), List.of(), "{}"),
                        "demo",
                                new IssuerProperties.Tenant(
                                        List.of(), List.of(), "{\"numbers\": {\"testNumbers\": true}}")));
    }

    @Test
    void allOfATenantCanComeFromTheEnvironment() {
        Map<String, Object> environment = Map.of(
                "ONTIME_ISSUER_TENANTS_DEMO_APIKEYS",
                DIGEST,
                "ONTIME_ISSUER_TENANTS_DEMO_ADMINKEYS_0",
                DIGEST.replace('9', '0'),
                "ONTIME_ISSUER_TENANTS_DEMO_POLICY",
                "{\"codes\": {\"length\": 8}, \"numbers\": {\"testNumbers\": true}}");
        var source = new SystemEnvironmentPropertySource("systemEnvironment", environment);

        var properties = new Binder(ConfigurationPropertySources.from(source))
                .bindOrCreate("ontime.issuer", IssuerProperties.class);

        assertThat(properties.tenants())
                .isEqualTo(Map.of(
                        "demo",
                        new IssuerProperties.Tenant(
                                List.of(DIGEST),
                                List.of(DIGEST.replace('9', '0')),
                                "{\"codes\": {\"length\": 8}, \"numbers\": {\"testNumbers\": true}}")));
    }

    @Test
    void anApiKeyInClearIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> bind(Map.of("ontime.issuer.tenants.shop.api-keys", "a-key-in-clear")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("SHA-256")
                .hasMessageNotContaining("a-key-in-clear");
    }

    @Test
    void twoTenantsCannotHaveTheSameKey() {
        assertThatThrownBy(() -> bind(Map.of(
                        "ontime.issuer.tenants.shop.api-keys", DIGEST, "ontime.issuer.tenants.bank.api-keys", DIGEST)))
                .rootCause()
                .hasMessageContaining("give each its own")
                .hasMessageNotContaining(DIGEST);
    }

    @Test
    void aKeyThatAsksForCodesIsNoKeyThatChangesThePolicy() {
        assertThatThrownBy(() -> bind(Map.of(
                        "ontime.issuer.tenants.shop.api-keys",
                        DIGEST,
                        "ontime.issuer.tenants.shop.admin-keys",
                        DIGEST)))
                .rootCause()
                .hasMessageContaining("each role its own")
                .hasMessageNotContaining(DIGEST);
    }

    @Test
    void aTenantWithAColonWouldMakeTheKeysOfEventsAmbiguous() {
        assertThatThrownBy(() -> bind(Map.of("ontime.issuer.tenants[a:b].policy", "{}")))
                .rootCause()
                .hasMessageContaining("name a tenant");
    }

    @Test
    void tokensAreTakenOnlyFromAnIssuerForAnAudienceAndWithAKey() {
        var all = Map.of(
                "ontime.issuer.jwt.jwk-set-uri", "https://id.example.com/keys",
                "ontime.issuer.jwt.issuer", "https://id.example.com",
                "ontime.issuer.jwt.audience", "ontime");
        assertThat(bind(all).jwt().tokens())
                .contains(new TokenSettings("https://id.example.com", "ontime", "tenant", "roles"));
        for (String one : all.keySet()) {
            var others = new HashMap<>(all);
            others.remove(one);
            assertThatThrownBy(() -> bind(others)).rootCause().hasMessageContaining("ontime.issuer.jwt needs");
        }
        var both = new HashMap<>(all);
        both.put("ontime.issuer.jwt.public-key", "key.pem");
        assertThatThrownBy(() -> bind(both)).rootCause().hasMessageContaining("not both");
    }

    private static IssuerProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("ontime.issuer", IssuerProperties.class);
    }
}
