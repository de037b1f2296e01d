package ontime.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ontime.delivery.WorkerSettings;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.route.RouteSettings;
import ontime.email.EmailProperties.RelayProperties;
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
        EmailProperties properties = bound(Map.of());

        assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(properties.greylistRetry()).isEqualTo(Duration.ofSeconds(60));
        assertThat(properties.routes())
                .containsExactly(
                        new RelayProperties(null, "mail.example.com", 25, Tls.STARTTLS, null, null, null, null));
    }

    @Test
    void severalRelaysAreListedInOrderOfPreferenceEachWithItsOwnWay() {
        var properties = bound(Map.of(
                "ontime.email.routes[0].host", "one.example.com",
                "ontime.email.routes[0].port", "465",
                "ontime.email.routes[0].tls", "IMPLICIT",
                "ontime.email.routes[0].username", "worker",
                "ontime.email.routes[0].password", "hush",
                "ontime.email.routes[0].mails-a-second", "14",
                "ontime.email.routes[1].name", "two",
                "ontime.email.routes[1].host", "two.example.com",
                "ontime.email.routes[1].port", "587",
                "ontime.email.routes[1].ssl-bundle", "ours"));

        assertThat(properties.routes())
                .containsExactly(
                        new RelayProperties(null, "one.example.com", 465, Tls.IMPLICIT, null, "worker", "hush", 14.0),
                        new RelayProperties("two", "two.example.com", 587, Tls.STARTTLS, "ours", null, null, null));
        assertThat(properties.routes())
                .extracting(RelayProperties::shownName)
                .containsExactly("one.example.com", "two");
        assertThat(properties.toString()).doesNotContain("hush");
        assertThat(properties.routes().toString()).doesNotContain("hush");
    }

    @Test
    void howRoutesAreWatchedByDefault() {
        RouteSettings alike = OneRoute.SETTINGS;
        assertThat(Binder.get(shipped())
                        .bind("ontime.routes", RouteSettings.class)
                        .get())
                .isEqualTo(new RouteSettings(
                        new RouteSettings.CallsInFlight(2, 8, 64),
                        20,
                        alike.slow(),
                        alike.down(),
                        alike.usualTimeBehind()));
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
                        100_000,
                        192,
                        2000,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(20)));
    }

    @Test
    void aCallMayTakeItsWholeTimeOutAndIsStillWaitedFor() {
        var worker = Binder.get(shipped())
                .bind("ontime.worker", WorkerSettings.class)
                .get();
        Duration timeout = Binder.get(shipped())
                .bind("ontime.email", EmailProperties.class)
                .get()
                .timeout();

        assertThat(List.of(worker.handOver(), worker.grace()))
                .allSatisfy(patience -> assertThat(patience).isGreaterThan(timeout));
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
        "mails-a-second, 0, ontime.email.mails-a-second",
        "greylist-retry, 0s, ontime.email.greylist-retry",
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
                .contains("mail.example.com:25 STARTTLS")
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
