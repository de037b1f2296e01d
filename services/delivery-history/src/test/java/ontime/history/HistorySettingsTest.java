package ontime.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import ontime.history.rights.Role;
import ontime.history.verdict.Patience;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class HistorySettingsTest {

    @Test
    void withoutConfigurationNobodyMayLookAnythingUp() {
        var settings = settings(Map.of());

        assertThat(settings)
                .isEqualTo(new HistorySettings(
                        Map.of(), false, 2, Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofHours(12)));
        assertThat(settings.patience()).isEqualTo(Patience.DEFAULT);
    }

    @Test
    void aUserIsReadWithRolesAndTenantsAndThePasswordIsNeverPrinted() {
        var settings = settings(Map.of(
                "ontime.history.users.sally.password", "open sesame",
                "ontime.history.users.sally.roles", "SUPPORT,LEAD",
                "ontime.history.users.sally.tenants", "acme"));

        assertThat(settings.users().get("sally"))
                .isEqualTo(new HistorySettings.User(
                        "open sesame", Set.of(Role.SUPPORT, Role.LEAD), Set.of("acme"), Map.of()));
        assertThat(settings.toString()).contains("sally").doesNotContain("sesame");
    }

    @Test
    void aUserWithoutATenantIsAMistake() {
        assertThatThrownBy(() -> settings(Map.of(
                        "ontime.history.users.sally.password", "open sesame",
                        "ontime.history.users.sally.roles", "SUPPORT")))
                .isInstanceOf(BindException.class);
    }

    private static HistorySettings settings(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ontime.history", HistorySettings.class);
    }
}
