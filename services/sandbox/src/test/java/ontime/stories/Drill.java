package ontime.stories;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A fault that is made up, and the alerts that it must set off; {@code grafana/drills.yaml} has them.
 *
 * @param labels that these alerts have, among others
 * @param service that shows the series
 */
record Drill(List<String> alerts, Map<String, String> labels, String service, List<Series> series, List<Past> pasts) {

    /** Where in the course of a drill we are. */
    enum Phase {
        WELL,
        ILL,
        AFTER
    }

    /** A series by its name with its labels, and what becomes of it. */
    record Series(String name, Map<Phase, Course> courses) {

        Course in(Phase phase) {
            return Objects.requireNonNull(courses.get(phase));
        }
    }

    /** A value, or by how much it grows at each scrape. */
    record Course(double number, boolean grows) {

        private static final String GROWS = " a minute";

        static Course of(Object written) {
            var text = written.toString();
            return new Course(Double.parseDouble(text.replace(GROWS, "")), text.endsWith(GROWS));
        }

        double after(double value) {
            return grows ? value + number : number;
        }
    }

    /** What is stored of a series: one value, for so long until now. */
    record Past(String name, String value, String duration) {}

    static List<Drill> all() throws IOException {
        return maps(file().get("metrics")).stream().map(Drill::of).toList();
    }

    /** The labels of each alert whose fault is a real one. */
    static Map<String, Map<String, String>> onTheProduct() throws IOException {
        if (file().get("product") instanceof Map<?, ?> product) {
            return product.entrySet().stream()
                    .collect(Collectors.toMap(alert -> alert.getKey().toString(), alert -> texts(alert.getValue())));
        }
        throw new IllegalStateException("product is missing");
    }

    private static Map<?, ?> file() throws IOException {
        try (Reader file = Files.newBufferedReader(RunningProduct.repository().resolve("grafana/drills.yaml"))) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        }
    }

    private static Drill of(Map<?, ?> drill) {
        return new Drill(
                list(drill.get("alerts")).stream().map(Object::toString).toList(),
                texts(drill.get("labels")),
                text(drill, "of"),
                maps(drill.get("series")).stream().map(Drill::series).toList(),
                maps(drill.get("past")).stream()
                        .map(past -> new Past(text(past, "name"), text(past, "value"), text(past, "for")))
                        .toList());
    }

    private static Series series(Map<?, ?> series) {
        var well = Course.of(text(series, "well"));
        return new Series(
                text(series, "name"),
                Map.of(
                        Phase.WELL,
                        well,
                        Phase.ILL,
                        Course.of(text(series, "ill")),
                        Phase.AFTER,
                        series.containsKey("after") ? Course.of(text(series, "after")) : well));
    }

    private static String text(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), key + " is missing").toString();
    }

    private static Map<String, String> texts(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .collect(Collectors.toMap(
                                one -> one.getKey().toString(),
                                one -> one.getValue().toString()))
                : Map.of();
    }

    private static List<Map<?, ?>> maps(@Nullable Object value) {
        return list(value).stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
