package ontime.directory.http;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.time.InstantSource;
import ontime.directory.access.ApiKeys;
import ontime.directory.access.Caller;
import ontime.directory.access.Passwords;
import ontime.tracing.Spans;
import org.apache.catalina.core.StandardHost;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
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
import tools.jackson.databind.type.LogicalType;

/** Puts the HTTP interface together: trace, credential and limit come before anything is read. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("OnTime directory")
                        .version("v1")
                        .description("Whose contact it is, since when, and which store knows. All times are ISO 8601"
                                + " in UTC; errors are application/problem+json (RFC 9457)."))
                .components(new Components()
                        .addSecuritySchemes(
                                "key",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key of an auth service, or of an administrator")))
                .addSecurityItem(new SecurityRequirement().addList("key"));
    }

    /** Also of the pages, and before their door: who is turned away there is found in the log, too. */
    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter(Spans spans, InstantSource clock) {
        var registration = new FilterRegistrationBean<>(new TraceFilter(spans, clock));
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<CredentialFilter> credentialFilter(ApiKeys keys, Passwords passwords) {
        return forApi(new CredentialFilter(keys, passwords), 2);
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
                interceptors.addInterceptor(new RoleCheck()).addPathPatterns("/v1/**");
                interceptors.addInterceptor(new PlainText.OfParameters());
            }
        };
    }

    /** A phone number that came as a JSON number has lost its zero: a mistake that must not pass silently. */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Boolean,
                        truth -> truth.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail));
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
