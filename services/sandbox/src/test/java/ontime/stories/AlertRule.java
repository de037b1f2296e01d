package ontime.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the rules of this repository say of an alert. */
record AlertRule(String name, String severity, String runbook) {

    static Path folder() {
        return RunningProduct.repository().resolve("grafana/prometheus/rules");
    }

    static AlertRule named(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                for (AlertRule rule : in(file)) {
                    if (rule.name.equals(name)) {
                        return rule;
                    }
                }
            }
        }
        throw new AssertionError("there is no alert " + name);
    }

    private static List<AlertRule> in(Path file) throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> groups =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        var rules = new ArrayList<AlertRule>();
        Objects.requireNonNull(groups.get("groups"))
                .forEach(group -> Objects.requireNonNull(group.get("rules")).stream()
                        .filter(rule -> rule.containsKey("alert"))
                        .forEach(rule -> rules.add(new AlertRule(
                                text(rule, "alert"),
                                text(rule.get("labels"), "severity"),
                                text(rule.get("annotations"), "runbook_url")))));
        return rules;
    }

    private static String text(@Nullable Object map, String key) {
        return map instanceof Map<?, ?> fields ? String.valueOf(fields.get(key)) : "";
    }

    /** Who is woken by it must know how urgent it is, what it says and where to read on. */
    void isToldBy(Alert alert) {
        assertThat(alert.labels()).as(name).containsEntry("severity", severity);
        assertThat(alert.annotations()).as(name).containsEntry("runbook_url", runbook);
        assertThat(alert.annotations().get("summary"))
                .as(name)
                .isNotBlank()
                .doesNotContain("{{", "<no value>", "<error");
    }
}
