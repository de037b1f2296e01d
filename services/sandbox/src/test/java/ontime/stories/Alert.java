package ontime.stories;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An alert as Alertmanager tells of it. */
record Alert(Map<String, String> labels, Map<String, String> annotations) {

    static Alert of(JsonNode json) {
        return new Alert(texts(json.at("/labels")), texts(json.at("/annotations")));
    }

    private static Map<String, String> texts(JsonNode object) {
        var texts = new HashMap<String, String>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
        return Map.copyOf(texts);
    }

    /** Whether it has this name and at least these labels. */
    boolean is(String name, Map<String, String> expected) {
        return name.equals(labels.get("alertname")) && labels.entrySet().containsAll(expected.entrySet());
    }
}
