package ontime.infrastructure.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of Microsoft Graph, v1.0, as the authentication methods of users take, with its token endpoint. Paths begin
 * with {@code /v1.0} or {@code /oauth2}.
 */
public final class GraphStore extends IdentityStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MOBILE = "3179e48a-750b-4051-897c-87b9720928f7";
    private static final String EMAIL = "3ddfcfc8-9383-446f-83cc-3ab9be4be18f";
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{0,2} [0-9]{4,14}");
    private static final int LIFE_SECONDS = 3600;

    private final String secret;
    private final Supplier<String> ids;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    /**
     * A store.
     *
     * @param secret of every application that calls
     * @param ids for access tokens
     */
    public GraphStore(String secret, Supplier<String> ids) {
        this.secret = secret;
        this.ids = ids;
    }

    @Override
    public StoreReply answer(StoreCall call) {
        if (call.path().equals("/oauth2/v2.0/token")) {
            return token(call);
        }
        if (tokens.stream().noneMatch(call::carries)) {
            return StoreReply.graphError(401, "InvalidAuthenticationToken");
        }
        String[] path = call.path().split("/", -1);
        if (path.length < 6
                || !path[1].equals("v1.0")
                || !path[2].equals("users")
                || !path[4].equals("authentication")) {
            return StoreReply.graphError(400, "BadRequest");
        }
        if (find(path[3]).isEmpty()) {
            return StoreReply.graphError(404, "resourceNotFound");
        }
        return switch (path[5]) {
            case "phoneMethods" -> methods(call, path[3], path.length > 6 ? path[6] : null, true);
            case "emailMethods" -> methods(call, path[3], path.length > 6 ? path[6] : null, false);
            default -> StoreReply.graphError(400, "BadRequest");
        };
    }

    /** Every token that was given is void. */
    public void revokeTokens() {
        tokens.clear();
    }

    private StoreReply token(StoreCall call) {
        Map<String, String> form = Arrays.stream(call.body().split("&", -1))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(
                        field -> field[0],
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                        (one, _) -> one));
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return StoreReply.json(400, Map.of("error", "unsupported_grant_type"));
        }
        if (!secret.equals(form.get("client_secret")) || !form.containsKey("scope")) {
            return StoreReply.json(401, Map.of("error", "invalid_client"));
        }
        String token = ids.get();
        tokens.add(token);
        return StoreReply.json(200, Map.of("token_type", "Bearer", "expires_in", LIFE_SECONDS, "access_token", token));
    }

    private StoreReply methods(StoreCall call, String user, @Nullable String id, boolean phone) {
        Optional<String> held = find(user).map(one -> phone ? one.phone() : one.email());
        String ours = phone ? MOBILE : EMAIL;
        if (id == null) {
            return switch (call.method()) {
                case "GET" ->
                    StoreReply.json(
                            200,
                            Map.of(
                                    "value",
                                    held.map(value -> List.of(method(value, phone)))
                                            .orElse(List.of())));
                case "POST" ->
                    held.isPresent()
                            ? StoreReply.graphError(400, "phoneNumberAlreadyExists")
                            : write(call, user, phone, 201);
                default -> StoreReply.graphError(405, "MethodNotAllowed");
            };
        }
        if (!id.equals(ours) || held.isEmpty()) {
            return StoreReply.graphError(404, "resourceNotFound");
        }
        return switch (call.method()) {
            case "GET" -> StoreReply.json(200, method(held.get(), phone));
            case "PATCH" -> write(call, user, phone, 200);
            case "DELETE" -> {
                change(user, one -> phone ? one.withPhone(null) : one.withEmail(null));
                yield StoreReply.empty();
            }
            default -> StoreReply.graphError(405, "MethodNotAllowed");
        };
    }

    private StoreReply write(StoreCall call, String user, boolean phone, int status) {
        JsonNode body = read(call.body());
        String value = body.path(phone ? "phoneNumber" : "emailAddress").asString("");
        boolean right = phone
                ? NUMBER.matcher(value).matches()
                        && body.path("phoneType").asString("").equals("mobile")
                : value.contains("@");
        if (!right) {
            return StoreReply.graphError(400, "invalidRequest");
        }
        change(user, one -> phone ? one.withPhone(value) : one.withEmail(value));
        return StoreReply.json(status, method(value, phone));
    }

    private static Map<String, String> method(String value, boolean phone) {
        return phone
                ? Map.of("id", MOBILE, "phoneNumber", value, "phoneType", "mobile")
                : Map.of("id", EMAIL, "emailAddress", value);
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
