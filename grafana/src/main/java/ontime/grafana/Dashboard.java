package ontime.grafana;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A dashboard: rows of panels, from left to right and from top to bottom, in the order of its file. */
final class Dashboard {

    static final Map<String, Object> PROMETHEUS = Json.of("type", "prometheus", "uid", "prometheus");

    /** That of Grafana 12, which older dashboards are brought to when they are loaded. */
    private static final int SCHEMA = 41;

    private static final int WIDTH = 24;

    /** Which metric knows all values of a label. */
    private static final Map<String, String> VARIABLES = Map.of(
            "channel", "otp_challenges_total",
            "country", "otp_delivery_seconds_count",
            "provider", "otp_delivery_seconds_count",
            "tenant", "otp_spend_dollars");

    private final Node node;

    Dashboard(Node node) {
        this.node = node;
    }

    String json() {
        var dashboard = Json.of(
                "uid",
                node.text("uid"),
                "title",
                node.text("title"),
                "description",
                node.text("about"),
                "tags",
                List.of("ontime"),
                "schemaVersion",
                SCHEMA,
                "editable",
                false,
                "graphTooltip",
                1,
                "refresh",
                "30s",
                "timezone",
                "browser");
        dashboard.put("time", Json.of("from", "now-3h", "to", "now"));
        dashboard.put("links", List.of(otherDashboards()));
        dashboard.put("annotations", Json.of("list", annotations()));
        dashboard.put("templating", Json.of("list", variables()));
        dashboard.put("panels", panels());
        return Json.text(dashboard);
    }

    private List<Object> panels() {
        var panels = new ArrayList<Object>();
        int y = 0;
        for (var row : node.nodes("rows")) {
            panels.add(Json.of(
                    "id",
                    panels.size() + 1,
                    "type",
                    "row",
                    "title",
                    row.text("row"),
                    "collapsed",
                    false,
                    "gridPos",
                    Json.of("x", 0, "y", y, "w", WIDTH, "h", 1),
                    "panels",
                    List.of()));
            y++;
            int x = 0;
            int lowest = y;
            for (var panel : row.nodes("panels").stream().map(Panel::new).toList()) {
                if (x + panel.width() > WIDTH) {
                    x = 0;
                    y = lowest;
                }
                panels.add(panel.json(panels.size() + 1, x, y));
                x += panel.width();
                lowest = Math.max(lowest, y + panel.height());
            }
            y = lowest;
        }
        return panels;
    }

    private List<Object> variables() {
        var variables = new ArrayList<Object>();
        for (var name : node.texts("variables")) {
            var metric = VARIABLES.get(name);
            if (metric == null) {
                throw new IllegalArgumentException("no metric is known for the variable " + name);
            }
            var query = "label_values(" + metric + ", " + name + ")";
            variables.add(Json.of(
                    "name",
                    name,
                    "label",
                    name,
                    "type",
                    "query",
                    "datasource",
                    PROMETHEUS,
                    "definition",
                    query,
                    "query",
                    Json.of("query", query, "refId", "variable"),
                    "refresh",
                    2,
                    "sort",
                    1,
                    "multi",
                    true,
                    "includeAll",
                    true,
                    "allValue",
                    ".*",
                    "current",
                    Json.of("text", List.of("All"), "value", List.of("$__all"))));
        }
        variables.add(Json.of(
                "name", "history",
                "label", "support console",
                "description", "Where the links to logins lead",
                "type", "textbox",
                "query", "http://localhost:8080",
                "current", Json.of("text", "http://localhost:8080", "value", "http://localhost:8080")));
        return variables;
    }

    private static Map<String, Object> otherDashboards() {
        return Json.of(
                "type",
                "dashboards",
                "title",
                "OnTime",
                "tags",
                List.of("ontime"),
                "asDropdown",
                true,
                "includeVars",
                true,
                "keepTime",
                true,
                "targetBlank",
                false,
                "icon",
                "external link",
                "tooltip",
                "",
                "url",
                "");
    }

    private static List<Object> annotations() {
        return List.of(
                annotation(
                        "Starts and deployments",
                        "blue",
                        "process_start_time_seconds * 1000",
                        "{{service}} started",
                        // The value says when, not the sample's own time.
                        "on"),
                annotation(
                        "Routes that went down or came back",
                        "red",
                        "changes(otp_route_breaker{state=\"open\"}[1m]) > 0",
                        "{{channel}} {{route}}",
                        "off"));
    }

    private static Map<String, Object> annotation(
            String name, String color, String expression, String title, String valueIsTime) {
        return Json.of(
                "name", name,
                "datasource", PROMETHEUS,
                "enable", true,
                "hide", false,
                "iconColor", color,
                "expr", expression,
                "titleFormat", title,
                "useValueForTime", valueIsTime,
                "step", "60s");
    }
}
