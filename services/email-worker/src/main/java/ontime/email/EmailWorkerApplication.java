package ontime.email;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import ontime.delivery.WorkerSettings;
import ontime.delivery.kafka.Worker;
import ontime.delivery.route.RouteSettings;
import ontime.delivery.route.Routes;
import ontime.events.Channel;
import ontime.events.Topic;
import ontime.events.TrustedClasses;
import ontime.tracing.Spans;
import ontime.tracing.TracingConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the service, on its own or beside others in one JVM. Its configuration is {@code email-worker.yaml}. */
@SpringBootApplication
@Import(TracingConfiguration.class)
@EnableConfigurationProperties(EmailProperties.class)
@EnableScheduling
public class EmailWorkerApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to run. Reads only its own configuration file, so that several fit on one class path. */
    public static SpringApplication application() {
        TrustedClasses.install();
        return new SpringApplicationBuilder(EmailWorkerApplication.class)
                .properties("spring.config.name=email-worker")
                .build();
    }

    @Bean
    KafkaAdmin.NewTopics topics(@Value("${ontime.topics.partitions}") int partitions) {
        return new KafkaAdmin.NewTopics(Topic.declarations(partitions));
    }

    @Bean
    RouteSettings routeSettings(Environment environment) {
        return Binder.get(environment)
                .bind("ontime.routes", RouteSettings.class)
                .get();
    }

    @Bean
    SmtpRoutes smtpRoutes(EmailProperties properties, RouteSettings settings, SslBundles bundles)
            throws AddressException {
        var from = new InternetAddress(properties.from(), true);
        return new SmtpRoutes(
                properties,
                settings,
                name -> bundles.getBundle(name).createSslContext(),
                new MailWriter(from, InstantSource.system()),
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    Routes routes(SmtpRoutes smtp, RouteSettings settings, MeterRegistry meters) {
        return new Routes(Channel.EMAIL, smtp.inOrder(), settings, meters);
    }

    @Bean
    Worker worker(
            Environment environment,
            Routes routes,
            KafkaProperties kafkaProperties,
            KafkaOperations<String, Object> kafka,
            MeterRegistry meters,
            Spans spans) {
        return new Worker(
                "email-worker",
                Binder.get(environment)
                        .bind("ontime.worker", WorkerSettings.class)
                        .get(),
                routes,
                kafkaProperties.buildConsumerProperties(),
                kafkaProperties.buildProducerProperties(),
                kafka,
                meters,
                spans,
                InstantSource.system(),
                () -> UuidCreator.getTimeOrderedEpoch().toString(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    HealthIndicator intake(Worker worker) {
        return () -> Health.status(worker.isAlive() ? Status.UP : Status.DOWN).build();
    }

    @Bean
    HealthIndicator reading(Worker worker) {
        return () -> Health.status(worker.isReading() ? Status.UP : Status.OUT_OF_SERVICE)
                .build();
    }
}
