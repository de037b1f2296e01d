package ontime.issuer.http;

import java.util.List;
import java.util.regex.Pattern;
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

    static final String HEADER = "Reason";

    private static final String FIELD = "reason";

    /** A change that nobody can explain later is worth little. */
    private static final Pattern LINE = Pattern.compile("(?=.*\\S)[^\\p{Cc}\\p{Cs}]{1,500}");

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
        String reason = header == null ? body.path(FIELD).stringValue("") : header;
        if (!LINE.matcher(reason).matches()) {
            throw Refusal.malformed(
                    FIELD, "must be a line of 1 to 500 characters that says why, as a header or a field");
        }
        return new PolicyChange(reason.strip(), document);
    }
}
