package ontime.grafana;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** Objects whose fields keep their order, so that a small change of a dashboard is a small change of its file. */
final class Json {

    static final Object NULL = NullNode.getInstance();

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** @param namesAndValues a name, its value, a name ... */
    static SequencedMap<String, Object> of(Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static Object read(String json) {
        return MAPPER.readTree(json);
    }

    static String text(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }
}
