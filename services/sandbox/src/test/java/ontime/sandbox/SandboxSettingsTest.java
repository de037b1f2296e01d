package ontime.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SandboxSettingsTest {

    @Test
    void theDefaultsAreThoseOfTheContract() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SandboxSettings(
                        "127.0.0.1",
                        8091,
                        8092,
                        8086,
                        URI.create("http://127.0.0.1:8081"),
                        URI.create("http://127.0.0.1:8080"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        1));
    }

    @Test
    void aPortThatIsNoneIsRefusedAtTheStart() {
        assertThatThrownBy(() -> bind(Map.of("ontime.sandbox.sns-port", "70000")))
                .hasStackTraceContaining("ontime.sandbox.sns-port must be a port");
    }

    @Test
    void theKeyIsNeverPrinted() {
        assertThat(bind(Map.of(
                                "ontime.sandbox.api-key",
                                "secret",
                                "ontime.sandbox.gateway-key",
                                "secret",
                                "ontime.sandbox.identity-secret",
                                "secret"))
                        .toString())
                .doesNotContain("secret");
    }

    private static SandboxSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ontime.sandbox", SandboxSettings.class);
    }
}
