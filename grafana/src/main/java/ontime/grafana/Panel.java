package ontime.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** One panel: what it asks for, and how Grafana is to draw the answer. */
final class Panel {

    private static final String SIZE = "12x8";

    private final Node node;

    Panel(Node node) {
        this.node = node;
    }

    /** How it is drawn. Each speaks of a kind of panel that Grafana has built in. */
    private enum Kind {
        STAT("stat"),
        LINES("timeseries"),
        STACKED("timeseries"),
        SHARES("timeseries"),
        BARS("bargauge"),
        HEATMAP("heatmap"),
        TABLE("table");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        boolean isInstant() {
            return this == BARS || this == TABLE;
        }
    }

    int width() {
        return Integer.parseInt(node.maybe("size").orElse(SIZE).split("x", -1)[0]);
    }

    int height() {
        return Integer.parseInt(node.maybe("size").orElse(SIZE).split("x", -1)[1]);
    }

    private Kind kind() {
        return Kind.valueOf(node.maybe("draw").orElse("lines").toUpperCase(Locale.ROOT));
    }

    SequencedMap<String, Object> json(int id, int x, int y) {
        var panel = Json.of("id", id);
        panel.put("type", kind().type);
        panel.put("title", node.text("title"));
        panel.put("description", node.text("about"));
        panel.put("datasource", Dashboard.PROMETHEUS);
        panel.put("gridPos", Json.of("x", x, "y", y, "w", width(), "h", height()));
        panel.put("fieldConfig", Json.of("defaults", defaults(), "overrides", List.of()));
        panel.put("options", options());
        panel.put("targets", targets());
        return panel;
    }

    private List<Object> targets() {
        var targets = new ArrayList<Object>();
        for (var query : node.nodes("queries")) {
            var target = Json.of("refId", String.valueOf((char) ('A' + targets.size())));
            target.put("datasource", Dashboard.PROMETHEUS);
            target.put("expr", query.text("expr").replaceAll("\\s+", " "));
            target.put("legendFormat", query.maybe("legend").orElse("__auto"));
            target.put("format", kind() == Kind.HEATMAP ? "heatmap" : kind() == Kind.TABLE ? "table" : "time_series");
            target.put("instant", kind().isInstant());
            target.put("range", !kind().isInstant());
            targets.add(target);
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("the panel " + node.text("title") + " asks for nothing");
        }
        return targets;
    }

    private SequencedMap<String, Object> defaults() {
        var defaults = Json.of("unit", node.maybe("unit").orElse("short"), "custom", custom());
        defaults.put("color", Json.of("mode", isJudged() ? "thresholds" : "palette-classic"));
        defaults.put("thresholds", Json.of("mode", "absolute", "steps", steps()));
        node.maybe("min").ifPresent(min -> defaults.put("min", Double.valueOf(min)));
        node.maybe("max").ifPresent(max -> defaults.put("max", Double.valueOf(max)));
        node.maybe("logins").ifPresent(filter -> defaults.put("links", List.of(logins(filter))));
        return defaults;
    }

    private boolean isJudged() {
        return node.maybe("red-above").or(() -> node.maybe("red-below")).isPresent()
                && (kind() == Kind.STAT || kind() == Kind.BARS);
    }

    private List<Object> steps() {
        var above = node.maybe("red-above").map(Double::valueOf);
        var below = node.maybe("red-below").map(Double::valueOf);
        var steps = new ArrayList<Object>();
        steps.add(step(below.isPresent() ? "red" : "green", null));
        above.or(() -> below).ifPresent(edge -> steps.add(step(above.isPresent() ? "red" : "green", edge)));
        return steps;
    }

    private static Object step(String color, @Nullable Double from) {
        var step = Json.of("color", color);
        // Grafana wants the first step to begin nowhere, and to say so.
        step.put("value", from == null ? Json.NULL : from);
        return step;
    }

    /** To the search of the history, with the time that is looked at. */
    private static Map<String, Object> logins(String filter) {
        return Json.of(
                "title",
                "The logins behind this",
                "url",
                "${history}/?from=${__from:date:iso}&to=${__to:date:iso}" + (filter.isEmpty() ? "" : "&" + filter),
                "targetBlank",
                true);
    }

    private Map<String, Object> custom() {
        return switch (kind()) {
            case STAT, BARS, HEATMAP -> Json.of();
            case TABLE -> Json.of("align", "auto", "inspect", false, "cellOptions", Json.of("type", "auto"));
            case LINES -> lines("none", 8);
            case STACKED -> lines("normal", 40);
            case SHARES -> lines("percent", 60);
        };
    }

    private Map<String, Object> lines(String stacking, int fill) {
        var hasEdge = node.maybe("red-above").or(() -> node.maybe("red-below")).isPresent();
        return Json.of(
                "drawStyle",
                "line",
                "lineWidth",
                1,
                "fillOpacity",
                fill,
                "showPoints",
                "never",
                "stacking",
                Json.of("mode", stacking, "group", "A"),
                "thresholdsStyle",
                Json.of("mode", hasEdge ? "dashed" : "off"));
    }

    private Object options() {
        return switch (kind()) {
            case STAT -> Json.read("""
                    {"reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": false},
                     "colorMode": "value", "graphMode": "area", "textMode": "auto", "justifyMode": "auto",
                     "orientation": "auto", "percentChangeColorMode": "standard", "showPercentChange": false,
                     "wideLayout": true}""");
            case BARS -> Json.read("""
                    {"reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": false},
                     "orientation": "horizontal", "displayMode": "gradient", "valueMode": "color",
                     "namePlacement": "auto", "sizing": "auto", "minVizWidth": 8, "minVizHeight": 16,
                     "maxVizHeight": 300, "showUnfilled": true,
                     "legend": {"displayMode": "list", "placement": "bottom", "showLegend": false, "calcs": []}}""");
            case LINES, STACKED, SHARES -> Json.read("""
                    {"legend": {"displayMode": "list", "placement": "bottom", "showLegend": true, "calcs": []},
                     "tooltip": {"mode": "multi", "sort": "desc"}}""");
            case HEATMAP -> Json.read("""
                    {"calculate": false, "cellGap": 1,
                     "color": {"mode": "scheme", "scheme": "Oranges", "steps": 64, "exponent": 0.5,
                               "fill": "dark-orange", "reverse": false},
                     "yAxis": {"axisPlacement": "left", "unit": "s"},
                     "tooltip": {"mode": "single", "yHistogram": false}, "legend": {"show": true}}""");
            case TABLE -> Json.read("""
                    {"showHeader": true, "cellHeight": "sm"}""");
        };
    }
}
