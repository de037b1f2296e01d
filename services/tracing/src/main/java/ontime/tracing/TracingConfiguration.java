package ontime.tracing;

import io.prometheus.metrics.tracer.common.SpanContext;
import java.security.SecureRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** What a service needs to tell its part of a trace. To be imported by its application. */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {

    @Bean
    Spans spans(Environment environment, @Value("${spring.application.name}") String service) {
        var settings = Binder.get(environment).bindOrCreate("ontime.tracing", Bindable.of(TracingSettings.class));
        var collector = settings.endpoint();
        return collector == null ? Spans.none(new SecureRandom()) : new ExportedSpans(service, collector, settings);
    }

    /** None without a collector, so that no histogram looks for a trace. */
    @Bean
    @Conditional(CollectorIsNamed.class)
    SpanContext exemplars() {
        return new Exemplars();
    }

    static final class CollectorIsNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("ontime.tracing.endpoint"));
        }
    }
}
