package ontime.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells what was found: on the terminal, and as JSON and drawings in a folder. */
public final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    public Report(Path folder) {
        this.folder = folder;
    }

    /**
     * Tells what was found.
     *
     * @param load of the machine, before and after
     */
    public void tell(Findings found, List<Double> load) throws IOException {
        System.out.println(found.table().toString().indent(2).stripTrailing());
        found.goals().forEach(goal -> System.out.println("  " + goal));
        found.notes().forEach(note -> System.out.println("  note: " + note));
        Files.createDirectories(folder);
        Path json = folder.resolve(found.part() + ".json");
        Files.writeString(json, JSON.writeValueAsString(asMap(found, load)));
        System.out.println("  " + json);
        int number = 0;
        for (Plot plot : found.plots()) {
            String suffix = number++ == 0 ? "" : "-" + number;
            Path drawing = folder.resolve(found.part() + suffix + ".svg");
            Files.writeString(drawing, Svg.of(plot));
            System.out.println("  " + drawing);
        }
    }

    private static Map<String, Object> asMap(Findings found, List<Double> load) {
        var map = new LinkedHashMap<String, Object>();
        map.put("part", found.part());
        map.put("question", found.question());
        map.put("machine", Machine.facts());
        map.put("loadBeforeAndAfter", load);
        map.put(
                "rows",
                found.table().rows().stream()
                        .map(row -> row(found.table().columns(), row))
                        .toList());
        map.put("goals", found.goals().stream().map(Report::goal).toList());
        map.put("notes", found.notes());
        map.put("plots", found.plots().stream().map(Report::plot).toList());
        return map;
    }

    private static Map<String, Object> row(List<String> columns, List<Object> cells) {
        var map = new LinkedHashMap<String, Object>();
        for (int column = 0; column < columns.size(); column++) {
            Object cell = cells.get(column);
            map.put(columns.get(column), cell instanceof Double value ? finite(value) : cell);
        }
        return map;
    }

    private static Map<String, Object> goal(Goal goal) {
        return Map.of(
                "what",
                goal.what(),
                goal.atLeast() ? "atLeast" : "atMost",
                goal.bound(),
                "got",
                finite(goal.got()),
                "met",
                goal.isMet());
    }

    private static Map<String, Object> plot(Plot plot) {
        return switch (plot) {
            case Plot.Bars bars -> Map.of("title", bars.title(), "unit", bars.unit(), "bars", bars.bars());
            case Plot.Lines lines ->
                Map.of(
                        "title",
                        lines.title(),
                        "unit",
                        lines.unit(),
                        "lines",
                        lines.lines().stream()
                                .map(line -> Map.of(
                                        "name",
                                        line.name(),
                                        "points",
                                        line.points().stream()
                                                .map(point -> List.of(finite(point.second()), finite(point.value())))
                                                .toList()))
                                .toList());
        };
    }

    /** JSON has no word for what never came. */
    private static Object finite(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e4) / 1e4 : Table.number(value);
    }
}
