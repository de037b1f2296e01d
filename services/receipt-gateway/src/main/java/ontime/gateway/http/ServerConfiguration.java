package ontime.gateway.http;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the server refuses before any application sees it is a problem like others, and no page of HTML. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheServer() {
        TomcatContextCustomizer valve =
                context -> ((StandardHost) context.getParent()).setErrorReportValveClass(ProblemValve.class.getName());
        return factory -> factory.addContextCustomizers(valve);
    }
}
