package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import ontime.delivery.WorkerSettings;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.route.RouteSettings;
import ontime.events.Channel;
import ontime.sms.SmsProperties.RegionProperties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SmsPropertiesTest {

    @Test
    void withoutAnySettingsSnsIsAwssInLondonAndACallTakesFiveSeconds() {
        var properties = configured(Map.of()).bindOrCreate("ontime.sms", SmsProperties.class);

        assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(properties.routes()).containsExactly(new RegionProperties(null, "eu-west-2", null, null));
        assertThat(properties.routes().getFirst().shownName()).isEqualTo("eu-west-2");
        assertThat(properties.routes().getFirst().rate()).isInfinite();
    }

    @Test
    void oneRouteIsNamedWithoutAList() {
        var properties = configured(Map.of(
                        "ontime.sms.region", "eu-west-1",
                        "ontime.sms.endpoint", "http://127.0.0.1:8091",
                        "ontime.sms.parts-a-second", "20"))
                .bind("ontime.sms", SmsProperties.class)
                .get();

        assertThat(properties.routes())
                .containsExactly(new RegionProperties(null, "eu-west-1", URI.create("http://127.0.0.1:8091"), 20.0));
    }

    @Test
    void severalRoutesAreListedInOrderOfPreference() {
        var properties = configured(Map.of(
                        "ontime.sms.routes[0].region", "eu-west-2",
                        "ontime.sms.routes[0].parts-a-second", "20",
                        "ontime.sms.routes[1].region", "eu-west-1",
                        "ontime.sms.routes[1].name", "dublin"))
                .bind("ontime.sms", SmsProperties.class)
                .get();

        assertThat(properties.routes())
                .extracting(RegionProperties::shownName, RegionProperties::rate)
                .containsExactly(tuple("eu-west-2", 20.0), tuple("dublin", Double.POSITIVE_INFINITY));
    }

    @Test
    void howRoutesAreWatchedByDefault() {
        assertThat(configured(Map.of())
                        .bind("ontime.routes", RouteSettings.class)
                        .get())
                .isEqualTo(OneRoute.SETTINGS);
    }

    @Test
    void theWorkersDefaults() {
        assertThat(configured(Map.of())
                        .bind("ontime.worker", WorkerSettings.class)
                        .get())
                .isEqualTo(new WorkerSettings(
                        Channel.SMS,
                        Path.of("keys", "sms.private.json"),
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
        var worker =
                configured(Map.of()).bind("ontime.worker", WorkerSettings.class).get();
        Duration timeout = configured(Map.of())
                .bind("ontime.sms", SmsProperties.class)
                .get()
                .timeout();

        assertThat(List.of(worker.handOver(), worker.grace()))
                .allSatisfy(patience -> assertThat(patience).isGreaterThan(timeout));
    }

    @Test
    void aCallTakesSomeTimeAndARateIsSome() {
        assertThatThrownBy(() -> new SmsProperties(null, "eu-west-2", null, Duration.ZERO, List.of()))
                .hasMessage("ontime.sms.timeout must be more than 0");
        assertThatThrownBy(() -> new RegionProperties(null, "eu-west-2", null, 0.0))
                .hasMessageContaining("parts-a-second");
    }

    /** As the service is configured when nobody sets anything more. */
    private static Binder configured(Map<String, Object> more) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("spring.config.name", "sms-worker")));
        environment.getPropertySources().addFirst(new MapPropertySource("more", more));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return Binder.get(environment);
    }
}
