package ontime.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The Kafka settings that all services import, as Spring Boot would hand them to a client. */
final class KafkaSettings {

    private static final String FILE = "ontime/events/kafka.yaml";
    private static final String ACTIVATED_BY = "spring.config.activate.on-profile";

    private KafkaSettings() {}

    /** What a client gets without any profile. */
    static KafkaProperties standard(String registryUrl) {
        return binder(null, registryUrl)
                .bind("spring.kafka", KafkaProperties.class)
                .get();
    }

    /** The properties with the profile for Confluent's classes. Not the classes: they are not on our class path. */
    static Map<String, String> confluentProperties(String registryUrl) {
        return binder("confluent", registryUrl)
                .bind("spring.kafka.properties", Bindable.mapOf(String.class, String.class))
                .get();
    }

    private static Binder binder(@Nullable String profile, String registryUrl) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        try {
            for (var document : new YamlPropertySourceLoader().load(FILE, new ClassPathResource(FILE))) {
                Object activatedBy = document.getProperty(ACTIVATED_BY);
                if (activatedBy == null) {
                    sources.addLast(document);
                } else if (activatedBy.equals(profile)) {
                    sources.addFirst(document);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sources.addFirst(new MapPropertySource("this test", Map.of("ontime.registry.url", registryUrl)));
        return Binder.get(environment);
    }
}
