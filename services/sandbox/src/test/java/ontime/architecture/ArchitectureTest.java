package ontime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("ontime");

    static Stream<Rule> rules() {
        return Stream.concat(DependencyRules.all().stream(), HabitRules.all().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holds(Rule rule) {
        rule.rule().check(HOUSE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void canBeBroken(Rule rule, @TempDir Path folder) {
        JavaClasses broken = Sources.compile(rule.violation(), folder);

        var evaluation = rule.rule().evaluate(broken);

        assertThat(evaluation.hasViolation()).isTrue();
        assertThat(evaluation.getFailureReport().getDetails())
                .as("it fails for what the code does, not because it looks at none")
                .noneMatch(detail -> detail.contains("failed to check any classes"));
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(HOUSE.stream().map(JavaClass::getPackageName))
                .contains(
                        "ontime.events",
                        "ontime.sealing",
                        "ontime.delivery",
                        "ontime.infrastructure",
                        "ontime.issuer",
                        "ontime.sms",
                        "ontime.email",
                        "ontime.history",
                        "ontime.directory",
                        "ontime.sandbox");
    }
}
