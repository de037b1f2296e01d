package ontime.sms;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import ontime.delivery.Provider;
import ontime.delivery.WorkerSettings;
import ontime.delivery.kafka.Worker;
import ontime.delivery.route.Routes;
import ontime.events.Topic;
import ontime.events.TrustedClasses;
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
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaOperations;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;

/** Starts the service, on its own or beside others in one JVM. Its configuration is {@code sms-worker.yaml}. */
@SpringBootApplication
@EnableConfigurationProperties(SmsProperties.class)
public class SmsWorkerApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The service, ready to run. Reads only its own configuration file, so that several fit on one class path. */
    public static SpringApplication application() {
        TrustedClasses.install();
        return new SpringApplicationBuilder(SmsWorkerApplication.class)
                .properties("spring.config.name=sms-worker")
                .build();
    }

    @Bean
    KafkaAdmin.NewTopics topics(@Value("${ontime.topics.partitions}") int partitions) {
        return new KafkaAdmin.NewTopics(Topic.declarations(partitions));
    }

    @Bean
    SnsClient sns(SmsProperties properties, Environment environment) {
        int callsInFlight = environment.getRequiredProperty("ontime.worker.calls-in-flight", Integer.class);
        var client = SnsClient.builder()
                .region(Region.of(properties.region()))
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(callsInFlight))
                .overrideConfiguration(override -> override.apiCallTimeout(properties.timeout())
                        // The engine alone decides whether a code is worth another call.
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()));
        if (properties.endpoint() != null) {
            client.endpointOverride(properties.endpoint());
        }
        return client.build();
    }

    @Bean
    Provider provider(SnsClient sns) {
        return new SnsProvider(sns);
    }

    @Bean
    Worker worker(
            Environment environment,
            Provider provider,
            KafkaProperties kafkaProperties,
            KafkaOperations<String, Object> kafka,
            MeterRegistry meters) {
        var settings = Binder.get(environment)
                .bind("ontime.worker", WorkerSettings.class)
                .get();
        return new Worker(
                "sms-worker",
                settings,
                new Routes(provider, settings.callsInFlight(), settings.usualDeliveryTime()),
                kafkaProperties.buildConsumerProperties(),
                kafkaProperties.buildProducerProperties(),
                kafka,
                meters,
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
