package ontime.directory.console;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts before the console what must come before everything else. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    /** Spring Security has -100, and reads the form for its token. */
    private static final int BEFORE_SECURITY = -200;

    @Bean
    FilterRegistrationBean<UploadLimitFilter> uploadLimitFilter() {
        var registration = new FilterRegistrationBean<>(new UploadLimitFilter());
        registration.addUrlPatterns("/imports");
        registration.setOrder(BEFORE_SECURITY);
        return registration;
    }
}
