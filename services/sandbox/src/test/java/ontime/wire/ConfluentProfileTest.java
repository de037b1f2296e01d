package ontime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Keeps the opt-in to Confluent's classes level with the standard settings; the classes themselves are not here. */
class ConfluentProfileTest {

    private static final String REGISTRY = "http://registry.example.com:8080";

    /** Standard setting to the one that Confluent's classes take instead; empty where they always behave so. */
    private static final Map<String, String> COUNTERPARTS = Map.of(
            "apicurio.registry.url", "schema.registry.url",
            "apicurio.registry.auto-register", "auto.register.schemas",
            "apicurio.registry.auto-register.if-exists", "",
            "apicurio.registry.dereference-schema", "",
            "apicurio.registry.use-id", "",
            "apicurio.registry.use-specific-avro-reader", "specific.avro.reader",
            "apicurio.registry.fault-tolerant-refresh", "",
            "apicurio.registry.artifact-resolver-strategy", "value.subject.name.strategy");

    private final KafkaProperties standard = KafkaSettings.standard(REGISTRY);
    private final Map<String, String> confluent = KafkaSettings.confluentProperties(REGISTRY);

    @Test
    void everyStandardSettingHasItsCounterpart() {
        standard.getProperties().keySet().stream()
                .filter(name -> name.startsWith("apicurio."))
                .forEach(name -> {
                    assertThat(COUNTERPARTS).containsKey(name);
                    assertThat(COUNTERPARTS.get(name))
                            .satisfiesAnyOf(
                                    counterpart -> assertThat(counterpart).isEmpty(),
                                    counterpart -> assertThat(confluent).containsKey(counterpart));
                });
    }

    @Test
    void bothSpeakToTheSameRegistry() {
        assertThat(standard.getProperties()).containsEntry("apicurio.registry.url", REGISTRY + "/apis/registry/v3");
        assertThat(confluent).containsEntry("schema.registry.url", REGISTRY + "/apis/ccompat/v7");
    }

    @Test
    void bothRegisterOrTrustTheDeploymentAlike() {
        assertThat(confluent.get("auto.register.schemas"))
                .isEqualTo(standard.getProperties().get("apicurio.registry.auto-register"));
    }
}
