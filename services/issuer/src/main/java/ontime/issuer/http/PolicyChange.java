package ontime.issuer.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A wish to change the policy.
 *
 * @param reason why, for whoever reads the history of the policy
 * @param document the whole policy, or a merge patch
 */
record PolicyChange(String reason, JsonNode document) {

    private static final String FIELD = "reason";

    /**
     * Reads a request. What {@link PolicyAnswer} adds to the policy is left aside, so that what was read can be sent
     * back as it is.
     *
     * @param header takes precedence over the field of that name
     * @throws Refusal when there is no reason
     */
    static PolicyChange of(@Nullable String header, JsonNode body) {
        JsonNode document = body instanceof ObjectNode object
                ? object.deepCopy().remove(List.of(FIELD, "version", "changed", "warnings"))
                : body;
        var field = new Reason(body.path(FIELD).stringValue(""));
        return new PolicyChange(Reason.read(header, field), document);
    }
}
