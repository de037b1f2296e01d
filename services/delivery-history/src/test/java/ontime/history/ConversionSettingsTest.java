package ontime.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ConversionSettingsTest {

    @Test
    void withoutConfigurationNoNetworkHasALabelOfItsOwn() {
        var settings = settings(Map.of());

        assertThat(settings.window()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.every()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.providers()).containsExactlyInAnyOrder("sns", "smtp");
        assertThat(settings.carriers()).isEmpty();
        assertThat(settings.domains()).contains("gmail.com").hasSize(8);
    }

    @Test
    void networksAreNamedAsTheProviderWritesThem() {
        assertThat(settings(Map.of("ontime.history.conversion.carriers", "EE,Three UK"))
                        .carriers())
                .isEqualTo(Set.of("EE", "Three UK"));
    }

    @Test
    void aWindowOfNothingIsAMistake() {
        assertThatThrownBy(() -> settings(Map.of("ontime.history.conversion.window", "0s")))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining("longer than nothing");
    }

    private static ConversionSettings settings(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ontime.history.conversion", ConversionSettings.class);
    }
}
