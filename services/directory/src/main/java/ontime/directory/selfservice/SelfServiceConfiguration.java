package ontime.directory.selfservice;

import ontime.directory.user.Tenants;
import ontime.directory.user.Visiting;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the user's own page together. */
@Configuration(proxyBeanMethods = false)
class SelfServiceConfiguration {

    @Bean
    RecentLogin recentLogin(Visiting visiting, Tenants tenants) {
        return new RecentLogin(visiting, tenants);
    }

    @Bean
    FilterRegistrationBean<VisitFilter> visitFilter(Visiting visiting) {
        var registration = new FilterRegistrationBean<>(new VisitFilter(visiting));
        registration.addUrlPatterns("/me", "/me/*");
        return registration;
    }
}
