package ontime.stories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard as Grafana reads it, with everything chosen in its lists. */
record Board(String uid, String title, List<Panel> panels, List<Query> others) {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
    private static final Pattern CHOICE = Pattern.compile("\\$(channel|country|provider|tenant)\\b");

    /** What is drawn from the answers to some queries; a row has none. */
    record Panel(String title, String type, String unit, String stacking, Place place, List<Query> queries) {}

    /** Where on a grid of 24 columns. */
    record Place(int x, int y, int width, int height) {}

    /** One expression, and how its series are called. */
    record Query(String from, String expression, String legend) {

        /** The name of a series, as Grafana makes it. */
        String name(JsonNode labels) {
            return Pattern.compile("\\{\\{(\\w+)}}")
                    .matcher(legend)
                    .replaceAll(found -> Matcher.quoteReplacement(
                            labels.at("/" + found.group(1)).asString("")));
        }
    }

    static List<Board> all() throws IOException {
        try (Stream<Path> files = Files.list(RunningProduct.repository().resolve("grafana/dashboards"))) {
            return files.sorted()
                    .map(file -> of(new JsonMapper().readTree(file.toFile())))
                    .toList();
        }
    }

    private static Board of(JsonNode json) {
        var title = json.at("/title").asString();
        var panels = new ArrayList<Panel>();
        json.at("/panels").forEach(panel -> panels.add(panel(title, panel)));
        var others = new ArrayList<Query>();
        for (JsonNode variable : json.at("/templating/list")) {
            var values = LABEL_VALUES.matcher(variable.at("/definition").asString(""));
            if (values.matches()) {
                others.add(new Query(
                        title + " / variable " + values.group(2),
                        "count by (" + values.group(2) + ") (" + values.group(1) + ")",
                        ""));
            }
        }
        for (JsonNode annotation : json.at("/annotations/list")) {
            others.add(new Query(
                    title + " / annotation " + annotation.at("/name").asString(),
                    annotation.at("/expr").asString(),
                    ""));
        }
        return new Board(json.at("/uid").asString(), title, panels, others);
    }

    private static Panel panel(String board, JsonNode panel) {
        var title = panel.at("/title").asString();
        var queries = new ArrayList<Query>();
        panel.at("/targets")
                .forEach(target -> queries.add(new Query(
                        board + " / " + title,
                        CHOICE.matcher(target.at("/expr").asString())
                                .replaceAll(".*")
                                .replace("$__rate_interval", "1m"),
                        target.at("/legendFormat").asString())));
        var place = panel.at("/gridPos");
        return new Panel(
                title,
                panel.at("/type").asString(),
                panel.at("/fieldConfig/defaults/unit").asString(""),
                panel.at("/fieldConfig/defaults/custom/stacking/mode").asString("none"),
                new Place(
                        place.at("/x").asInt(),
                        place.at("/y").asInt(),
                        place.at("/w").asInt(),
                        place.at("/h").asInt()),
                queries);
    }

    /** Everything that is asked of Prometheus. */
    List<Query> queries() {
        return Stream.concat(panels.stream().flatMap(panel -> panel.queries().stream()), others.stream())
                .toList();
    }
}
