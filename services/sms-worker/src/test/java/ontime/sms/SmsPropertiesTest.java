package ontime.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import ontime.delivery.WorkerSettings;
import ontime.events.Channel;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SmsPropertiesTest {

    @Test
    void withoutAnySettingsSnsIsAwssInLondonAndACallTakesFiveSeconds() {
        assertThat(configured().bindOrCreate("ontime.sms", SmsProperties.class))
                .isEqualTo(new SmsProperties(null, "eu-west-2", Duration.ofSeconds(5)));
    }

    @Test
    void theWorkersDefaults() {
        assertThat(configured().bind("ontime.worker", WorkerSettings.class).get())
                .isEqualTo(new WorkerSettings(
                        Channel.SMS,
                        Path.of("keys", "sms.private.json"),
                        64,
                        100_000,
                        192,
                        2000,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(15)));
    }

    @Test
    void aCallTakesSomeTime() {
        assertThatThrownBy(() -> new SmsProperties(null, "eu-west-2", Duration.ZERO))
                .hasMessage("ontime.sms.timeout must be more than 0");
    }

    /** As the service is configured when nobody sets anything. */
    private static Binder configured() {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("spring.config.name", "sms-worker")));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return Binder.get(environment);
    }
}
