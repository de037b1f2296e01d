package ontime.sms;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;

/** Starts the service, on its own or beside others in one JVM. Its configuration is {@code sms-worker.yaml}. */
@SpringBootApplication
@Import(TracingConfiguration.class)
@EnableConfigurationProperties(SmsProperties.class)
public class SmsWorkerApplication {

    private static final String XML_READER = "javax.xml.stream.XMLInputFactory";

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to run. Reads only its own configuration file, so that several fit on one class path. */
    public static SpringApplication application() {
        TrustedClasses.install();
        nameXmlReader();
        return new SpringApplicationBuilder(SmsWorkerApplication.class)
                .properties("spring.config.name=sms-worker")
                .build();
    }

    /**
     * Names the JDK's own reader of XML, unless another is named. AWS's client asks for a reader with each answer of
     * SNS, and where none is named, each time the whole class path is searched for one: through the nested archive that
     * the service is started from, this was a fifth of its work.
     */
    private static void nameXmlReader() {
        if (System.getProperty(XML_READER) == null) {
            System.setProperty(XML_READER, "com.sun.xml.internal.stream.XMLInputFactoryImpl");
        }
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
    SnsRoutes snsRoutes(SmsProperties properties, RouteSettings settings) {
        return new SnsRoutes(
                properties, settings, () -> ThreadLocalRandom.current().nextDouble());
    }

    @Bean
    Routes routes(SnsRoutes sns, RouteSettings settings, MeterRegistry meters) {
        return new Routes(Channel.SMS, sns.inOrder(), settings, meters);
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
                "sms-worker",
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
