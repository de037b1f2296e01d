package ontime.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import ontime.delivery.WorkerSettings;
import ontime.email.EmailProperties.Tls;
import ontime.events.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class EmailPropertiesTest {

    @Test
    void aServerOfWhichOnlyTheAddressIsKnownIsSpokenToEncrypted() {
        assertThat(bound(Map.of()))
                .isEqualTo(new EmailProperties(
                        "mail.example.com", 25, "codes@example.com", Duration.ofSeconds(10), Tls.STARTTLS, null, null));
    }

    @Test
    void theWorkerAsShippedSpeaksEncrypted() {
        assertThat(Binder.get(shipped())
                        .bind("ontime.email", EmailProperties.class)
                        .get()
                        .tls())
                .isEqualTo(Tls.STARTTLS);
    }

    @Test
    void theWorkersDefaults() {
        assertThat(Binder.get(shipped())
                        .bind("ontime.worker", WorkerSettings.class)
                        .get())
                .isEqualTo(new WorkerSettings(
                        Channel.EMAIL,
                        Path.of("keys", "email.private.json"),
                        16,
                        100_000,
                        192,
                        2000,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(15)));
    }

    private static StandardEnvironment shipped() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("spring.config.name", "email-worker")));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return environment;
    }

    @ParameterizedTest
    @CsvSource({
        "port, 0, ontime.email.port",
        "port, 65536, ontime.email.port",
        "timeout, 0s, ontime.email.timeout",
        "username, worker, ontime.email.username",
        "password, hush, ontime.email.username"
    })
    void whatIsOutOfBoundsIsNamedWithoutThePassword(String name, String value, String named) {
        assertThatThrownBy(() -> bound(Map.of("ontime.email." + name, value)))
                .rootCause()
                .hasMessageContaining(named)
                .hasMessageNotContaining("hush");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(bound(Map.of("ontime.email.username", "worker", "ontime.email.password", "hush")))
                .asString()
                .contains("mail.example.com:25", "STARTTLS")
                .doesNotContain("hush");
    }

    private static EmailProperties bound(Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "ontime.email.host", "mail.example.com",
                "ontime.email.port", "25",
                "ontime.email.from", "codes@example.com"));
        settings.putAll(more);
        return new Binder(new MapConfigurationPropertySource(settings))
                .bind("ontime.email", EmailProperties.class)
                .get();
    }
}
