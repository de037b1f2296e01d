package ontime.directory.outside;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import ontime.directory.destination.Destination;
import ontime.directory.follower.Wanted;
import ontime.directory.outside.Https.Reply;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The authentication methods of Microsoft Entra ID (Azure AD B2C, too) by Microsoft Graph, v1.0: a user's mobile phone
 * and mail address there are ours. Other phones are left alone. The application needs the permission
 * {@code UserAuthenticationMethod.ReadWrite.All}.
 */
final class GraphStore implements IdentityStore {

    private final StoreAddress address;
    private final Https https;
    private final GraphTokens tokens;

    GraphStore(StoreAddress address, Https https, GraphTokens tokens) {
        this.address = address;
        this.https = https;
        this.tokens = tokens;
    }

    /** What of a user is ours, by the identifiers that Microsoft gives methods of each type. */
    private enum Method {
        PHONE("phoneMethods", "3179e48a-750b-4051-897c-87b9720928f7", "phoneNumber"),
        EMAIL("emailMethods", "3ddfcfc8-9383-446f-83cc-3ab9be4be18f", "emailAddress");

        private final String collection;
        private final String id;
        private final String field;

        Method(String collection, String id, String field) {
            this.collection = collection;
            this.id = id;
            this.field = field;
        }

        static Method of(ContactKind kind) {
            return switch (kind) {
                case PHONE -> PHONE;
                case EMAIL -> EMAIL;
                case OTHER -> throw new IllegalArgumentException("a kind of contact that this version does not know");
            };
        }
    }

    @Override
    public boolean has(Wanted wanted) throws IOException, RefusedByStoreException {
        return isSame(find(wanted.userId(), Method.of(wanted.kind())), wanted.destination());
    }

    @Override
    public void bring(Wanted wanted) throws IOException, RefusedByStoreException {
        var method = Method.of(wanted.kind());
        var destination = wanted.destination();
        var found = find(wanted.userId(), method);
        if (isSame(found, destination)) {
            return;
        }
        String all = methods(wanted.userId(), method);
        if (destination == null) {
            call("DELETE", all + "/" + method.id, null);
        } else if (found.isPresent()) {
            call("PATCH", all + "/" + method.id, body(method, destination));
        } else {
            call("POST", all, body(method, destination));
        }
    }

    private static Map<String, String> body(Method method, Destination wanted) {
        return switch (wanted) {
            case Destination.PhoneNumber phone -> Map.of(method.field, spaced(phone), "phoneType", "mobile");
            case Destination.EmailAddress email -> Map.of(method.field, email.address());
        };
    }

    /** As Graph has numbers: a blank stands between the country code and the rest. */
    private static String spaced(Destination.PhoneNumber phone) {
        int end = 1 + Integer.toString(phone.callingCode()).length();
        return phone.e164().substring(0, end) + " " + phone.e164().substring(end);
    }

    private static boolean isSame(Optional<String> found, @Nullable Destination wanted) {
        if (wanted == null || found.isEmpty()) {
            return wanted == null && found.isEmpty();
        }
        return switch (wanted) {
            case Destination.PhoneNumber phone -> found.get().replace(" ", "").equals(phone.e164());
            case Destination.EmailAddress email -> found.get().equalsIgnoreCase(email.address());
        };
    }

    /** What is there of ours. */
    private Optional<String> find(String userId, Method method) throws IOException, RefusedByStoreException {
        for (JsonNode one : call("GET", methods(userId, method), null).body().path("value")) {
            if (one.path("id").asString("").equals(method.id)) {
                return Optional.of(one.path(method.field).asString(""));
            }
        }
        return Optional.empty();
    }

    private String methods(String userId, Method method) {
        return "/users/" + StoreAddress.encoded(address.nameOf(userId)) + "/authentication/" + method.collection;
    }

    private Reply call(String verb, String path, @Nullable Map<String, String> body)
            throws IOException, RefusedByStoreException {
        Reply reply = send(verb, path, body);
        if (reply.status() == 401) {
            // It may have been revoked before its time.
            reply = send(verb, path, body);
        }
        if (reply.status() == 404 && verb.equals("GET")) {
            throw RefusedByStoreException.unknownUser();
        }
        if (!reply.isGood()) {
            throw new RefusedByStoreException(Refusals.of(reply));
        }
        return reply;
    }

    private Reply send(String verb, String path, @Nullable Map<String, String> body)
            throws IOException, RefusedByStoreException {
        String token = tokens.token();
        var headers = body == null
                ? Map.of("Authorization", "Bearer " + token)
                : Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        var reply = https.call(verb, address.at(path), headers, body == null ? null : https.write(body));
        if (reply.status() == 401) {
            tokens.forget(token);
        }
        return reply;
    }
}
