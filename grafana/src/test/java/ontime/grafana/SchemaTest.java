package ontime.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Grafana publishes its dashboard model as types of TypeScript, and TypeScript's own compiler says whether a dashboard
 * is one: no field that Grafana does not know, no value that it does not have. Both come from npm, which ./ontime test
 * brings; offline, those that an earlier build has brought are used.
 */
class SchemaTest {

    private static final String GRAFANA = "12.1.0";
    private static final String TYPESCRIPT = "5.9.2";
    private static final Path FOLDER = Folder.GRAFANA.resolve("target/schema");

    /**
     * The model is of enumerations, and JSON has their values. What Prometheus' plugin adds to an annotation and to a
     * variable is in no published type.
     */
    private static final String TYPES = """
            import type * as grafana from '@grafana/schema';
            import type * as stat from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts';
            import type * as timeseries from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts';
            import type * as bargauge from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen.d.ts';
            import type * as heatmap from '@grafana/schema/dist/types/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen.d.ts';
            import type * as table from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen.d.ts';
            type Json<T> = T extends string ? `${T}`
                : T extends number | boolean | null | undefined ? T
                : T extends (infer U)[] ? Json<U>[]
                : T extends object ? {[K in keyof T]: Json<T[K]>} : T;
            type Annotation = Json<grafana.AnnotationQuery>
                & {expr: string; titleFormat: string; useValueForTime: 'on' | 'off'; step: string};
            type Variable = Json<grafana.VariableModel> & {definition?: string};
            type Dashboard = Omit<Json<grafana.Dashboard>, 'annotations' | 'templating'>
                & {annotations: {list: Annotation[]}; templating: {list: Variable[]}};
            """;

    @BeforeAll
    static void bringTheSchema() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("package.json"), "{\"private\": true}");
        var installed = run(
                "npm",
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                // What is there already is not asked for again.
                "--prefer-offline",
                "@grafana/schema@" + GRAFANA,
                "typescript@" + TYPESCRIPT);
        assertThat(installed.status()).as(installed.output()).isZero();
    }

    @Test
    void everyDashboardIsOneOfGrafanas() throws IOException, InterruptedException {
        var text = new StringBuilder(TYPES);
        int number = 0;
        for (JsonNode dashboard : Folder.dashboards()) {
            var name = "of" + number++;
            text.append(constant(name, "Dashboard", dashboard));
            for (JsonNode panel : dashboard.at("/panels")) {
                var type = panel.at("/type").asString();
                if (!type.equals("row")) {
                    text.append(panel(name + "_" + panel.at("/id").asString(), type, panel));
                }
            }
        }

        var checked = checked(text.toString());
        assertThat(checked.status()).as(checked.output()).isZero();
    }

    @Test
    void whatGrafanaDoesNotKnowIsFound() throws IOException, InterruptedException {
        var unknownField = Folder.dashboards().getFirst().toString().replaceFirst("\"editable\"", "\"editible\"");
        var unknownValue =
                Folder.dashboards().getFirst().toString().replaceFirst("\"type\":\"query\"", "\"type\":\"question\"");

        for (String wrong : List.of(unknownField, unknownValue)) {
            var checked = checked(TYPES + "export const wrong: Dashboard = " + wrong + ";\n");
            assertThat(checked.status()).isNotZero();
        }
        var checked = checked(TYPES + "export const wrong: Partial<Json<stat.Options>> = {\"colorMode\": \"pink\"};\n");
        assertThat(checked.output()).contains("'\"pink\"' is not assignable");
    }

    private static String panel(String name, String type, JsonNode panel) {
        var options = constant(name + "_options", "Partial<Json<" + type + ".Options>>", panel.at("/options"));
        var custom = panel.at("/fieldConfig/defaults/custom");
        return switch (type) {
            case "timeseries", "heatmap", "table" ->
                options + constant(name + "_custom", "Partial<Json<" + type + ".FieldConfig>>", custom);
            default -> options;
        };
    }

    private static String constant(String name, String type, JsonNode value) {
        return "export const " + name + ": " + type + " = " + value.toPrettyString() + ";\n";
    }

    private static Run checked(String text) throws IOException, InterruptedException {
        Files.writeString(FOLDER.resolve("dashboards.ts"), text);
        return run(
                "node",
                "node_modules/typescript/bin/tsc",
                "--noEmit",
                "--strict",
                "--skipLibCheck",
                "--allowImportingTsExtensions",
                "--module",
                "esnext",
                "--moduleResolution",
                "bundler",
                "--target",
                "es2022",
                "dashboards.ts");
    }

    private record Run(int status, String output) {}

    private static Run run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), output);
    }
}
