package ontime.grafana;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A mapping in a YAML file. What is missing or of another kind is told with its name. */
record Node(Map<?, ?> fields) {

    static Node read(Path file) throws IOException {
        return new Node(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
    }

    String text(String name) {
        return maybe(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing in " + fields));
    }

    Optional<String> maybe(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(value -> value.toString().strip());
    }

    double number(String name) {
        return Double.parseDouble(text(name));
    }

    Node node(String name) {
        if (fields.get(name) instanceof Map<?, ?> map) {
            return new Node(map);
        }
        throw new IllegalArgumentException(name + " is no mapping in " + fields);
    }

    /** The mappings of a list; none where there is no list. */
    List<Node> nodes(String name) {
        return list(name).stream()
                .map(value -> {
                    if (value instanceof Map<?, ?> map) {
                        return new Node(map);
                    }
                    throw new IllegalArgumentException(name + " is no list of mappings");
                })
                .toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    private List<?> list(String name) {
        @Nullable Object value = fields.get(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(name + " is no list");
    }
}
