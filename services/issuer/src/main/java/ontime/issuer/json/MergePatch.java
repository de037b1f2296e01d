package ontime.issuer.json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lays one document over another. Neither is changed. */
final class MergePatch {

    private MergePatch() {}

    /** As RFC 7396 says: a null takes a member away, and what is no object replaces all. */
    static JsonNode apply(JsonNode target, JsonNode patch) {
        return merge(target, patch, true);
    }

    /** The same, except that a null is a value like any other. */
    static JsonNode overlay(JsonNode target, JsonNode top) {
        return merge(target, top, false);
    }

    private static JsonNode merge(JsonNode target, JsonNode top, boolean nullRemoves) {
        if (!(top instanceof ObjectNode changes)) {
            return top;
        }
        ObjectNode merged =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        changes.forEachEntry((name, change) -> {
            if (nullRemoves && change.isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, merge(merged.path(name), change, nullRemoves));
            }
        });
        return merged;
    }
}
