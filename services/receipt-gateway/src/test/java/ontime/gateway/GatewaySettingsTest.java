package ontime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class GatewaySettingsTest {

    @Test
    void withoutSettingsNobodyIsLetIn() {
        var settings = bind(Map.of());

        assertThat(settings.sns().topics()).isEmpty();
        assertThat(settings.firehose().accessKeys()).isEmpty();
        assertThat(settings.sns().certificate()).isNull();
        assertThat(settings.sns().endpoint()).isNull();
        assertThat(settings.mailbox()).isNull();
    }

    @Test
    void theDefaultsAreThoseOfTheDocumentation() {
        var settings = bind(Map.of());

        assertThat(settings.sns().window()).isEqualTo(Duration.ofMinutes(65));
        assertThat(settings.firehose().largestBody()).isEqualTo(DataSize.ofMegabytes(8));
        assertThat(settings.firehose().largestContent()).isEqualTo(DataSize.ofMegabytes(64));
        assertThat(settings.foreignAfter()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.silentAfter()).isEqualTo(Map.of("sns", Duration.ofMinutes(15)));
        assertThat(settings.keep()).isEqualTo(Duration.ofDays(8));
        assertThat(settings.readers()).isEqualTo(2);
    }

    @Test
    void whatMakesNoSenseIsRefusedAtTheStart() {
        assertThatThrownBy(() -> bind(Map.of("ontime.gateway.readers", "0"))).hasStackTraceContaining("at least 1");
        assertThatThrownBy(() -> bind(Map.of("ontime.gateway.silent-after.sns", "0s")))
                .hasStackTraceContaining("silent-after.sns");
    }

    @Test
    void noSecretIsPrinted() {
        var settings = bind(Map.of(
                "ontime.gateway.firehose.access-keys", "0123abcd",
                "ontime.gateway.mailbox.host", "mail.example.com",
                "ontime.gateway.mailbox.username", "bounces",
                "ontime.gateway.mailbox.password", "open sesame"));

        assertThat(settings.toString())
                .contains("bounces@mail.example.com:993")
                .doesNotContain("sesame")
                .doesNotContain("0123abcd");
    }

    private static GatewaySettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ontime.gateway", GatewaySettings.class);
    }
}
