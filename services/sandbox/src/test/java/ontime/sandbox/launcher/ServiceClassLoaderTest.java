package ontime.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.SpringVersion;
import org.springframework.util.ClassUtils;

class ServiceClassLoaderTest {
    private static final String FACTORIES = "META-INF/spring/aot.factories";

    private final ClassLoader shared = getClass().getClassLoader();
    private final ClassLoader service =
            new ServiceClassLoader("some-service", new ClassPathIndex(Set.of("spring-core", "spring-beans")), shared);

    @Test
    void aServiceSharesTheClassesOfItsOwnClassPath() throws Exception {
        assertThat(service.loadClass(SpringVersion.class.getName())).isSameAs(SpringVersion.class);
    }

    @Test
    void aServiceDoesNotSeeWhatOnlyItsNeighboursBring() {
        assertThatThrownBy(() -> service.loadClass(SpringApplication.class.getName()))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessageEndingWith("is not on the class path of some-service");
        assertThat(ClassUtils.isPresent(SpringApplication.class.getName(), service))
                .as("as Spring Boot's conditions ask")
                .isFalse();
    }

    @Test
    void aServiceFindsNoFilesOfItsNeighbours() throws Exception {
        assertThat(Collections.list(shared.getResources(FACTORIES)))
                .anyMatch(file -> file.getPath().contains("spring-boot"));
        assertThat(Collections.list(service.getResources(FACTORIES)))
                .isNotEmpty()
                .noneMatch(file -> file.getPath().contains("spring-boot"));
        assertThat(service.getResource("logback.xsd")).isNull();
    }

    @Test
    void theJdkIsEverybodys() throws Exception {
        assertThat(service.loadClass("java.sql.Connection")).isSameAs(Connection.class);
        assertThat(service.getResource("java/lang/Object.class")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "jar:file:/m2/kafka_2.13-4.2.1.jar!/some/File, kafka_2.13",
        "file:/m2/org/jakarta.servlet-api-6.1.0.jar, jakarta.servlet-api",
        "file:/srv/ontime/services/sms-worker/target/classes/sms-worker.yaml, sms-worker",
        "file:/srv/ontime/services/sms-worker/target/sms-worker-0.1.0.jar, sms-worker",
    })
    void anAddressBelongsToTheArtifactWhateverItsVersion(URI address, String artifact) throws Exception {
        URL location = address.toURL();

        assertThat(new ClassPathIndex(Set.of(artifact)).contains(location)).isTrue();
        assertThat(new ClassPathIndex(Set.of("another")).contains(location)).isFalse();
    }
}
