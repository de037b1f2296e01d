package ontime.infrastructure.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of a service provider of SCIM 2.0 (RFC 7643, RFC 7644) as users with a mobile number and a work address take.
 * Paths begin with {@code /v2}.
 */
public final class ScimStore extends IdentityStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String USERS = "/v2/Users";
    private static final String PREFIX = "scim-";
    private static final Pattern FILTER = Pattern.compile("(?:userName|externalId) eq \"([^\"\\\\]{1,256})\"");
    private static final Pattern OURS =
            Pattern.compile("(?:phoneNumbers\\[type eq \"mobile\"]|emails\\[type eq \"work\"])(\\.value)?");

    private final String token;

    /** @param token that every caller carries */
    public ScimStore(String token) {
        this.token = token;
    }

    @Override
    public StoreReply answer(StoreCall call) {
        if (!call.carries(token)) {
            return error(401, null);
        }
        if (call.path().equals(USERS) && call.method().equals("GET")) {
            return search(call.query().getOrDefault("filter", ""));
        }
        if (!call.path().startsWith(USERS + "/" + PREFIX)) {
            return error(404, null);
        }
        String user = call.path().substring((USERS + "/" + PREFIX).length());
        var held = find(user);
        if (held.isEmpty()) {
            return error(404, null);
        }
        return switch (call.method()) {
            case "GET" -> StoreReply.scim(200, resource(user, held.get()));
            case "PATCH" -> patch(call, user);
            default -> error(405, null);
        };
    }

    private StoreReply search(String filter) {
        Matcher wanted = FILTER.matcher(filter);
        if (!wanted.matches()) {
            return error(400, "invalidFilter");
        }
        String user = wanted.group(1);
        var resources = find(user).map(held -> List.of(resource(user, held))).orElse(List.of());
        return StoreReply.scim(
                200,
                Map.of(
                        "schemas", List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
                        "totalResults", resources.size(),
                        "Resources", resources));
    }

    private static Map<String, Object> resource(String user, Holding held) {
        var resource = new LinkedHashMap<String, Object>();
        resource.put("schemas", List.of("urn:ietf:params:scim:schemas:core:2.0:User"));
        resource.put("id", PREFIX + user);
        resource.put("userName", user);
        resource.put("meta", Map.of("resourceType", "User", "version", tag(held)));
        String phone = held.phone();
        if (phone != null) {
            resource.put("phoneNumbers", List.of(Map.of("type", "mobile", "value", phone)));
        }
        String email = held.email();
        if (email != null) {
            resource.put("emails", List.of(Map.of("type", "work", "value", email)));
        }
        return resource;
    }

    private static String tag(Holding held) {
        return "W/\"" + held.version() + "\"";
    }

    private synchronized StoreReply patch(StoreCall call, String user) {
        var held = find(user);
        if (held.isEmpty()) {
            return error(404, null);
        }
        String ifMatch = call.header("if-match");
        if (!ifMatch.isEmpty() && !ifMatch.equals(tag(held.get()))) {
            return error(412, null);
        }
        try {
            for (JsonNode operation : JSON.readTree(call.body()).path("Operations")) {
                StoreReply wrong = operation(user, held.get(), operation);
                if (wrong != null) {
                    return wrong;
                }
            }
        } catch (JacksonException e) {
            return error(400, "invalidSyntax");
        }
        return StoreReply.scim(200, resource(user, find(user).orElse(Holding.NOTHING)));
    }

    /** Null when all is well. */
    private @Nullable StoreReply operation(String user, Holding held, JsonNode operation) {
        String path = operation.path("path").asString("");
        boolean phone = path.startsWith("phoneNumbers");
        Matcher ours = OURS.matcher(path);
        switch (operation.path("op").asString("")) {
            case "add" -> {
                if (!path.equals(phone ? "phoneNumbers" : "emails")) {
                    return error(400, "invalidPath");
                }
                set(user, phone, operation.path("value").path(0).path("value").asString(""));
            }
            case "replace" -> {
                if (!ours.matches() || ours.group(1) == null) {
                    return error(400, "invalidPath");
                }
                if ((phone ? held.phone() : held.email()) == null) {
                    return error(400, "noTarget");
                }
                set(user, phone, operation.path("value").asString(""));
            }
            case "remove" -> {
                if (!ours.matches()) {
                    return error(400, "invalidPath");
                }
                set(user, phone, null);
            }
            default -> {
                return error(400, "invalidSyntax");
            }
        }
        return null;
    }

    private void set(String user, boolean phone, @Nullable String value) {
        change(user, held -> phone ? held.withPhone(value) : held.withEmail(value));
    }

    private static StoreReply error(int status, @Nullable String type) {
        var body = new LinkedHashMap<String, Object>();
        body.put("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:Error"));
        body.put("status", Integer.toString(status));
        if (type != null) {
            body.put("scimType", type);
        }
        return StoreReply.scim(status, body);
    }
}
