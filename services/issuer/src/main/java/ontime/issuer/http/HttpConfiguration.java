package ontime.issuer.http;

import java.time.InstantSource;
import ontime.issuer.access.Callers;
import ontime.tracing.Spans;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.type.LogicalType;

/** Puts the HTTP interface together: trace, credential and limit come before anything is read. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter(Spans spans, InstantSource clock) {
        return forApi(new TraceFilter(spans, clock), 1);
    }

    @Bean
    FilterRegistrationBean<CredentialFilter> credentialFilter(Callers callers) {
        return forApi(new CredentialFilter(callers), 2);
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter() {
        return forApi(new BodyLimitFilter(), 3);
    }

    @Bean
    WebMvcConfigurer roleCheck() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors
                        .addInterceptor(new RoleCheck())
                        .addPathPatterns("/v1/**")
                        .excludePathPatterns(CredentialFilter.OPEN);
            }
        };
    }

    /** A phone number that came as a JSON number has lost its zero: a mistake that must not pass silently. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Prices stay what they were.
                .enable(JsonNodeFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    /** What the server refuses before any application sees it is a problem like others, and no page of HTML. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheServer() {
        TomcatContextCustomizer valve =
                context -> ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName());
        return factory -> factory.addContextCustomizers(valve);
    }

    private static <F extends OncePerRequestFilter> FilterRegistrationBean<F> forApi(F filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/v1/*");
        registration.setOrder(order);
        return registration;
    }
}
