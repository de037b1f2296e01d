package ontime.email;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the service, on its own or beside others in one JVM. Its configuration is {@code email-worker.yaml}. */
@SpringBootApplication
public class EmailWorkerApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to run. Reads only its own configuration file, so that several fit on one class path. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(EmailWorkerApplication.class)
                .properties("spring.config.name=email-worker")
                .build();
    }
}
