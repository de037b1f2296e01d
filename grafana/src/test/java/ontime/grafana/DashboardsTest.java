package ontime.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What Grafana's dashboard model asks of a dashboard, as far as these use it. Grafana itself forgives much, and then
 * shows an empty panel.
 */
class DashboardsTest {

    private static final Set<String> KINDS = Set.of("row", "stat", "timeseries", "bargauge", "heatmap", "table");
    private static final Set<String> BUILT_IN = Set.of("__rate_interval", "__from", "__to", "__field");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    /** What the search of the support console understands. */
    private static final Set<String> FILTERS = Set.of("to", "channel", "status", "took", "provider", "country");

    private static final Pattern UID = Pattern.compile("ontime-[a-z]{1,32}");

    static List<JsonNode> dashboards() throws IOException {
        return Folder.dashboards();
    }

    @Test
    void addressesOfDashboardsStayAsTheyAre() throws IOException {
        assertThat(dashboards())
                .extracting(dashboard -> dashboard.at("/uid").asString())
                .containsExactly(
                        "ontime-overview",
                        "ontime-latency",
                        "ontime-sms",
                        "ontime-email",
                        "ontime-pipeline",
                        "ontime-verification",
                        "ontime-services")
                .allMatch(uid -> UID.matcher(uid).matches());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelIsOfAKindThatGrafanaHasAndSaysWhatItShows(JsonNode dashboard) {
        assertThat(dashboard.at("/schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.at("/title").asString()).isNotBlank();
        assertThat(dashboard.at("/description").asString()).isNotBlank();
        var ids = new HashSet<Integer>();
        for (JsonNode panel : dashboard.at("/panels")) {
            var title = panel.at("/title").asString();
            assertThat(panel.at("/type").asString()).as(title).isIn(KINDS);
            assertThat(ids.add(panel.at("/id").asInt())).as("id of " + title).isTrue();
            if (!panel.at("/type").asString().equals("row")) {
                assertThat(panel.at("/description").asString()).as(title).hasSizeGreaterThan(10);
                assertThat(panel.at("/datasource/uid").asString()).as(title).isEqualTo("prometheus");
                assertThat(panel.at("/fieldConfig/defaults").isObject())
                        .as(title)
                        .isTrue();
                assertThat(panel.at("/fieldConfig/overrides").isArray())
                        .as(title)
                        .isTrue();
                assertThat(panel.at("/fieldConfig/defaults/thresholds/steps/0/value")
                                .isNull())
                        .as(title)
                        .isTrue();
                assertThat(panel.at("/options").isObject()).as(title).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsLieWithinTheGridAndOnNoOther(JsonNode dashboard) {
        var taken = new HashSet<String>();
        for (JsonNode panel : dashboard.at("/panels")) {
            var place = panel.at("/gridPos");
            int right = place.at("/x").asInt() + place.at("/w").asInt();
            assertThat(right).as(panel.at("/title").asString()).isBetween(1, 24);
            for (int x = place.at("/x").asInt(); x < right; x++) {
                for (int y = place.at("/y").asInt();
                        y < place.at("/y").asInt() + place.at("/h").asInt();
                        y++) {
                    assertThat(taken.add(x + " " + y))
                            .as(panel.at("/title").asString())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyQueryHasALetterOfItsOwnAndAsksForWhatIsMeasured(JsonNode dashboard) throws IOException {
        var known = Folder.known();
        for (JsonNode panel : dashboard.at("/panels")) {
            var letters = new HashSet<String>();
            for (JsonNode target : panel.at("/targets")) {
                assertThat(letters.add(target.at("/refId").asString())).isTrue();
                assertThat(target.at("/instant").asBoolean())
                        .isNotEqualTo(target.at("/range").asBoolean());
                assertThat(known)
                        .as(panel.at("/title").asString())
                        .containsAll(Folder.metrics(target.at("/expr").asString()));
            }
        }
        for (JsonNode annotation : dashboard.at("/annotations/list")) {
            assertThat(known).containsAll(Folder.metrics(annotation.at("/expr").asString()));
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            if (variable.at("/type").asString().equals("query")) {
                var metric = variable.at("/definition").asString().replaceAll("label_values\\((\\w+), \\w+\\)", "$1");
                assertThat(known).containsAll(Folder.metrics(metric));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableThatIsUsedIsThereAndTheOtherWayRound(JsonNode dashboard) {
        var declared = new HashSet<String>();
        dashboard
                .at("/templating/list")
                .forEach(variable -> declared.add(variable.at("/name").asString()));
        var used = new HashSet<String>();
        for (JsonNode panel : dashboard.at("/panels")) {
            var texts = new ArrayList<String>();
            panel.at("/targets").forEach(target -> texts.add(target.at("/expr").asString()));
            panel.at("/fieldConfig/defaults/links")
                    .forEach(link -> texts.add(link.at("/url").asString()));
            texts.stream()
                    .flatMap(text -> VARIABLE.matcher(text).results().map(match -> match.group(1)))
                    .forEach(used::add);
        }
        used.removeAll(BUILT_IN);
        declared.remove("history");
        used.remove("history");
        assertThat(used).isEqualTo(declared);
    }

    /** A mail has no country. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelCanBeNarrowedByTheLabelsThatItsMetricsHave(JsonNode dashboard) throws IOException {
        var labels = Node.read(Folder.GRAFANA.resolve("labels.yaml"));
        for (JsonNode panel : dashboard.at("/panels")) {
            for (JsonNode target : panel.at("/targets")) {
                for (Folder.Selected selected :
                        Folder.selected(target.at("/expr").asString())) {
                    labels.node(selected.metric()).texts("labels").stream()
                            .filter(label -> !label.equals("country")
                                    || !selected.chosen().contains("channel=\"EMAIL\""))
                            .forEach(label -> assertThat(selected.chosen())
                                    .as("%s: %s of %s", panel.at("/title").asString(), label, selected.metric())
                                    .containsPattern("\\b" + label + "(=~?|!=)\""));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelWithLoginsBehindItLeadsToThem(JsonNode dashboard) throws IOException {
        var labels = Node.read(Folder.GRAFANA.resolve("labels.yaml"));
        for (JsonNode panel : dashboard.at("/panels")) {
            var url = panel.at("/fieldConfig/defaults/links/0/url").asString("");
            boolean hasLogins = StreamSupport.stream(panel.at("/targets").spliterator(), false)
                    .flatMap(target -> Folder.selected(target.at("/expr").asString()).stream())
                    .anyMatch(selected ->
                            labels.node(selected.metric()).text("logins").equals("true"));
            assertThat(!url.isEmpty()).as(panel.at("/title").asString()).isEqualTo(hasLogins);
            if (hasLogins) {
                assertThat(url).startsWith("${history}/?from=${__from:date:iso}&to=${__to:date:iso}");
                Stream.of(url.substring(url.indexOf("&to=")).split("&"))
                        .filter(filter -> !filter.isEmpty())
                        .forEach(filter -> assertThat(filter.split("=", 2)[0]).isIn(FILTERS));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void startsAndBreakersAreMarked(JsonNode dashboard) {
        assertThat(dashboard.at("/annotations/list"))
                .extracting(annotation -> annotation.at("/expr").asString())
                .anyMatch(expression -> expression.contains("process_start_time_seconds"))
                .anyMatch(expression -> expression.contains("otp_route_breaker"));
    }

    @Test
    void namesInAnExpressionAreToldFromLabelsAndFunctions() {
        assertThat(Folder.metrics(
                        "sum by (le, a) (rate(x_seconds_bucket{b=\"c_d\"}[5m])) / on (z) group_left () (1 - y:z)"
                                + " unless max(w offset 1d) > 0.5 * 1e3"))
                .containsExactly("w", "x_seconds", "y:z");
    }
}
