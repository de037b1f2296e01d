package ontime.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProjectionSettingsTest {

    @Test
    void withoutConfigurationNinetyDaysAreKeptAndNumbersAreBritish() {
        assertThat(projection(Map.of())).isEqualTo(new ProjectionSettings(Duration.ofDays(90)));
        assertThat(search(Map.of())).isEqualTo(new SearchSettings(null, "GB"));
    }

    @Test
    void whatTheTopicsStillTellIsKeptAtLeast() {
        assertThatThrownBy(() -> projection(Map.of("ontime.history.projection.retention", "8d")))
                .isInstanceOf(BindException.class);
    }

    @Test
    void aRegionIsACountry() {
        assertThatThrownBy(() -> search(Map.of("ontime.history.search.region", "Britain")))
                .isInstanceOf(BindException.class);
    }

    private static ProjectionSettings projection(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ontime.history.projection", ProjectionSettings.class);
    }

    private static SearchSettings search(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("ontime.history.search", SearchSettings.class);
    }
}
