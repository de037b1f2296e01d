package ontime.gateway.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON from outside: no deeper than AWS nests it, and no name twice, because two readers could take either. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(32).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Json() {}

    static JsonNode object(String text) throws UnreadableException {
        try {
            var node = MAPPER.readTree(text);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new UnreadableException("not JSON");
        }
        throw new UnreadableException("not a JSON object");
    }

    /** The objects of a text that has one after the other, as Firehose joins them. */
    static List<JsonNode> objects(byte[] text) throws UnreadableException {
        var objects = new ArrayList<JsonNode>();
        try (var values = MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (values.hasNextValue()) {
                var node = values.nextValue();
                if (!node.isObject()) {
                    throw new UnreadableException("not a JSON object");
                }
                objects.add(node);
            }
        } catch (JacksonException e) {
            throw new UnreadableException("not JSON");
        }
        if (objects.isEmpty()) {
            throw new UnreadableException("empty");
        }
        return objects;
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String required(JsonNode parent, String path) throws UnreadableException {
        var text = text(parent, path);
        if (text == null) {
            // The path is ours, so it may be told.
            throw new UnreadableException(path.substring(1).replace('/', '.') + " is missing");
        }
        return text;
    }

    /** The text or the number at a JSON pointer; null when there is neither. */
    static @Nullable String text(JsonNode parent, String path) {
        var node = parent.at(path);
        return node.isString() || node.isNumber() ? node.asString() : null;
    }
}
