package ontime.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.tracer.common.SpanContext;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracingSettingsTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(TracingConfiguration.class)
            .withPropertyValues("spring.application.name=issuer");

    @Test
    void nothingIsTracedUnlessACollectorIsNamed() {
        service.run(context -> {
            assertThat(context).getBean(Spans.class).isInstanceOf(NoSpans.class);
            assertThat(context).doesNotHaveBean(SpanContext.class);
        });
        service.withPropertyValues("ontime.tracing.endpoint=", "ontime.tracing.ratio=1")
                .run(context -> {
                    assertThat(context).getBean(Spans.class).isInstanceOf(NoSpans.class);
                    assertThat(context).doesNotHaveBean(SpanContext.class);
                });
    }

    @Test
    void aCollectorThatIsNamedGetsSpans() {
        service.withPropertyValues("ontime.tracing.endpoint=http://127.0.0.1:9/v1/traces")
                .run(context -> {
                    assertThat(context).getBean(Spans.class).isInstanceOf(ExportedSpans.class);
                    assertThat(context).hasSingleBean(SpanContext.class);
                });
    }

    @Test
    void whatIsLeftOutHasADefault() {
        assertThat(new Binder().bindOrCreate("ontime.tracing", TracingSettings.class))
                .extracting(
                        TracingSettings::ratio,
                        TracingSettings::every,
                        TracingSettings::timeout,
                        TracingSettings::queue)
                .containsExactly(0.1, Duration.ofSeconds(1), Duration.ofSeconds(5), 16_384);
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        refused("ontime.tracing.ratio=1.5");
        refused("ontime.tracing.ratio=NaN");
        refused("ontime.tracing.endpoint=collector:4317");
        refused("ontime.tracing.queue=0");
    }

    private void refused(String setting) {
        service.withPropertyValues(setting)
                .run(context -> assertThatThrownBy(() -> context.getBean(Spans.class))
                        .rootCause()
                        .hasMessageContaining(setting.substring(0, setting.indexOf('='))));
    }
}
