package ontime.bench.baseline;

import java.util.HashMap;
import java.util.Map;
import ontime.events.TrustedClasses;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The Kafka settings that every service imports, so that all that is compared speaks Kafka in the same way. */
public final class ServiceKafka {

    private final KafkaProperties properties;

    public ServiceKafka(String bootstrapServers, String registryUrl) {
        TrustedClasses.install();
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "bench",
                        Map.of(
                                "spring.config.import",
                                "classpath:ontime/events/kafka.yaml",
                                "spring.kafka.bootstrap-servers",
                                bootstrapServers,
                                "ontime.registry.url",
                                registryUrl)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        properties = Binder.get(environment)
                .bind("spring.kafka", KafkaProperties.class)
                .get();
    }

    public Map<String, Object> admin() {
        return properties.buildAdminProperties();
    }

    public Map<String, Object> producer() {
        return properties.buildProducerProperties();
    }

    public Map<String, Object> consumer(String group) {
        var settings = new HashMap<>(properties.buildConsumerProperties());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return settings;
    }
}
