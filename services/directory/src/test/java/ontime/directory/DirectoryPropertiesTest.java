package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.events.ContactKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DirectoryPropertiesTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    @Test
    void theDefaultsAreThese() {
        var properties = bind(Map.of("tenants.demo.api-keys", DIGEST));

        assertThat(properties.issuerUrl()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(properties.proofWithin()).isEqualTo(Duration.ofMinutes(15));
        assertThat(properties.reconcile().every()).isEqualTo(Duration.ofDays(1));
        assertThat(properties.reconcile().usersPerSecond()).isEqualTo(5);
        assertThat(properties.keys().contents()).hasToString("keys/directory.json");
        assertThat(properties.tenants().get("demo")).satisfies(tenant -> {
            assertThat(tenant.region()).isEqualTo("GB");
            assertThat(tenant.testNumbers()).isFalse();
            assertThat(tenant.followers()).isEqualTo(Set.of("issuer"));
            assertThat(tenant.webhook()).isEmpty();
            assertThat(tenant.outside()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "tenants[a:b].region, GB, name a tenant",
        "tenants.demo.api-keys, short, SHA-256",
        "tenants.demo.followers, Not A Name, short names",
        "tenants.demo.followers, '', at least one",
        "tenants.demo.self-service-url, http://example.com, https",
        "tenants.demo.sessions.secret, short, at least 32 characters",
        "tenants.demo.sessions.url, http://example.com/sessions, https",
        "users.ada.password, x, roles of SUPPORT"
    })
    void whatCannotWorkIsSaidAtTheStart(String name, String value, String why) {
        var settings = new HashMap<>(Map.of(name, value));
        if (name.contains("sessions")) {
            settings.putIfAbsent("tenants.demo.sessions.url", "https://example.com/sessions");
            settings.putIfAbsent("tenants.demo.sessions.secret", "0123456789".repeat(4));
        }

        assertThatThrownBy(() -> bind(settings)).rootCause().hasMessageContaining(why);
    }

    @Test
    void aStoreOutsideHasTheseDefaultsAndIsRequired() {
        assertThat(bind(store(Map.of())).tenants().get("demo")).satisfies(tenant -> {
            assertThat(tenant.required()).containsExactlyInAnyOrder("issuer", "people");
            assertThat(tenant.outside().get("people")).satisfies(store -> {
                assertThat(store.user()).isEqualTo("{userId}");
                assertThat(store.match()).isEqualTo("userName");
                assertThat(store.atOnce()).isEqualTo(4);
                assertThat(store.patience()).isEqualTo(Duration.ofSeconds(10));
                assertThat(store.repair()).isTrue();
                assertThat(store.kinds()).containsExactlyInAnyOrder(ContactKind.PHONE, ContactKind.EMAIL);
                assertThat(store.toString()).doesNotContain("hush");
            });
        });
        assertThat(bind(store(Map.of("required", "false"))).tenants().get("demo"))
                .satisfies(tenant -> assertThat(tenant.required()).containsExactly("issuer"));
    }

    @ParameterizedTest
    @CsvSource({
        "url, http://people.example.com/v2, https",
        "kind, GRAPH, token-url",
        "secret-file, /run/secret, not both",
        "match, mail, userName or externalId",
        "user, everybody, {userId}",
        "kinds, OTHER, kinds",
        "at-once, 0, at-once"
    })
    void aStoreThatCannotWorkIsSaidAtTheStart(String name, String value, String why) {
        assertThatThrownBy(() -> bind(store(Map.of(name, value)))).rootCause().hasMessageContaining(why);
    }

    private static Map<String, String> store(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("kind", "SCIM", "url", "https://people.example.com/v2", "secret", "hush"));
        all.putAll(settings);
        var named = new HashMap<String, String>();
        all.forEach((name, value) -> named.put("tenants.demo.outside.people." + name, value));
        return named;
    }

    @Test
    void aPersonAdministersATenantThatThereIs() {
        var ada = Map.of("users.ada.password", "x", "users.ada.roles", "ADMIN", "users.ada.tenants", "demo");
        var settings = new HashMap<>(ada);
        assertThatThrownBy(() -> bind(settings)).rootCause().hasMessageContaining("demo is none of");

        settings.put("tenants.demo.api-keys", DIGEST);

        assertThat(bind(settings).users().get("ada")).satisfies(user -> {
            assertThat(user.isAdministrator()).isTrue();
            assertThat(user).hasToString("User[ADMIN][demo]");
        });
        assertThat(bind(settings).httpBasic()).isFalse();
    }

    @Test
    void theKindsOfAFollowerAreOfOneThatThereIs() {
        var settings = new HashMap<>(
                Map.of("tenants.demo.followers", "issuer,crm", "tenants.demo.follower-kinds.crm", "EMAIL"));
        assertThat(bind(settings).tenants().get("demo"))
                .satisfies(tenant -> assertThat(tenant.kinds()).containsEntry("crm", Set.of(ContactKind.EMAIL)));

        for (String wrong : List.of("erp", "issuer")) {
            assertThatThrownBy(() -> bind(Map.of(
                            "tenants.demo.followers", "issuer", "tenants.demo.follower-kinds." + wrong, "EMAIL")))
                    .rootCause()
                    .hasMessageContaining("follower-kinds");
        }
    }

    @Test
    void aLoginIsRecentForAQuarterOfAnHourUnlessToldOtherwise() {
        assertThat(bind(Map.of("tenants.demo.api-keys", DIGEST)).tenants().get("demo"))
                .satisfies(tenant -> {
                    assertThat(tenant.logInWithin()).isEqualTo(Duration.ofMinutes(15));
                    assertThat(tenant.logInUrl()).isNull();
                });
        assertThatThrownBy(() -> bind(Map.of("tenants.demo.log-in-url", "http://login.example.com")))
                .rootCause()
                .hasMessageContaining("https");
        assertThatThrownBy(() -> bind(Map.of("tenants.demo.log-in-within", "10s")))
                .rootCause()
                .hasMessageContaining("a minute or more");
    }

    @Test
    void oneKeyIsNotTwoCallers() {
        assertThatThrownBy(() -> bind(Map.of("tenants.demo.api-keys", DIGEST, "tenants.demo.admin-keys", DIGEST)))
                .rootCause()
                .hasMessageContaining("used twice");
    }

    private static DirectoryProperties bind(Map<String, String> settings) {
        var all = new HashMap<String, String>();
        settings.forEach((name, value) -> all.put("ontime.directory." + name, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("ontime.directory", DirectoryProperties.class)
                .get();
    }
}
