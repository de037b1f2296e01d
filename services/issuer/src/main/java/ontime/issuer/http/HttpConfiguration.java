package ontime.issuer.http;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import ontime.issuer.IssuerProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the HTTP interface together: limit, trace and credential come before anything is read. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    Answers answers(IssuerProperties properties, InstantSource clock) {
        return new Answers(properties.supportUrl(), clock);
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter(SecureRandom random) {
        return forApi(new TraceFilter(random), 1);
    }

    @Bean
    FilterRegistrationBean<ApiKeyFilter> apiKeyFilter(IssuerProperties properties) {
        var callers = new HashMap<String, Caller>();
        properties.tenants().forEach((tenant, settings) -> {
            var caller = new Caller(tenant, settings.policy());
            settings.apiKeys().forEach(key -> callers.put(key, caller));
        });
        return forApi(new ApiKeyFilter(callers), 2);
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter() {
        return forApi(new BodyLimitFilter(), 3);
    }

    private static <F extends OncePerRequestFilter> FilterRegistrationBean<F> forApi(F filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/v1/*");
        registration.setOrder(order);
        return registration;
    }
}
