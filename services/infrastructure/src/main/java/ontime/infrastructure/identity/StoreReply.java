package ontime.infrastructure.identity;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a simulated store answers; the body is empty when there is none. */
public record StoreReply(int status, String contentType, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static StoreReply json(int status, Object body) {
        return new StoreReply(status, "application/json", JSON.writeValueAsString(body));
    }

    static StoreReply scim(int status, Object body) {
        return new StoreReply(status, "application/scim+json", JSON.writeValueAsString(body));
    }

    static StoreReply empty() {
        return new StoreReply(204, "", "");
    }

    /** As Microsoft Graph tells of errors. */
    static StoreReply graphError(int status, String code) {
        return json(status, Map.of("error", Map.of("code", code, "message", "The request was refused.")));
    }
}
