package ontime.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The folder that is tested. */
final class Folder {

    static final Path GRAFANA = Path.of("").toAbsolutePath();
    static final Path RUNBOOK = GRAFANA.resolveSibling("docs/runbook.md");

    private static final Pattern LABELS_OF_AN_OPERATOR =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NOT_A_NAME = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\boffset\\s+\\w+");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[a-zA-Z_:][\\w:]*(?!\\s*\\(|[\\w:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");
    private static final Pattern OURS = Pattern.compile("\\b((?:otp_|ontime:)[\\w:]+)(\\{[^}]*})?");
    private static final Pattern OF_A_HISTOGRAM = Pattern.compile("_(bucket|count|sum|max)$");

    private Folder() {}

    /** The rules that are written by hand and those that are not. */
    static List<Node> rules() throws IOException {
        try (Stream<Path> files = Files.list(GRAFANA.resolve("prometheus/rules"))) {
            var rules = new ArrayList<Node>();
            for (Path file : files.sorted().toList()) {
                Node.read(file).nodes("groups").forEach(group -> rules.addAll(group.nodes("rules")));
            }
            return rules;
        }
    }

    static List<Node> alerts() throws IOException {
        return rules().stream().filter(rule -> rule.maybe("alert").isPresent()).toList();
    }

    static List<JsonNode> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            return files.sorted()
                    .map(file -> new JsonMapper().readTree(file.toFile()))
                    .toList();
        }
    }

    /** The metrics that an expression asks for; those of a histogram by its own name. */
    static Set<String> metrics(String expression) {
        var names = NOT_A_NAME
                .matcher(LABELS_OF_AN_OPERATOR.matcher(expression).replaceAll(" "))
                .replaceAll(" ");
        return NAME.matcher(names)
                .results()
                .map(match -> match.group())
                .filter(name -> !WORDS.contains(name))
                .map(name -> name.endsWith("_seconds_bucket") || name.contains("_seconds_")
                        ? OF_A_HISTOGRAM.matcher(name).replaceAll("")
                        : name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A metric that is ours, and what stands behind it in braces. */
    record Selected(String metric, String chosen) {}

    /** What an expression asks of our own metrics; those of a histogram by its own name. */
    static List<Selected> selected(String expression) {
        return OURS.matcher(expression)
                .results()
                .map(match -> new Selected(
                        metrics(match.group(1)).iterator().next(),
                        Optional.ofNullable(match.group(2)).orElse("")))
                .toList();
    }

    /** What services measure, and what is recorded of it. */
    static Set<String> known() throws IOException {
        var listed = Node.read(GRAFANA.resolve("metrics.yaml"));
        return Stream.concat(
                        listed.fields().keySet().stream().flatMap(key -> listed.texts(String.valueOf(key)).stream()),
                        rules().stream().flatMap(rule -> rule.maybe("record").stream()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
