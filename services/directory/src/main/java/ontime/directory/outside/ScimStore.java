package ontime.directory.outside;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ontime.directory.destination.Destination;
import ontime.directory.follower.Follower.Rejected;
import ontime.directory.follower.Wanted;
import ontime.directory.outside.Https.Reply;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A service provider of SCIM 2.0 (RFC 7643, RFC 7644): the phone number of type {@code mobile} and the mail address of
 * type {@code work} of a user there are ours; others are left alone. A version that is given (ETag) is held to.
 */
final class ScimStore implements IdentityStore {

    private static final String MEDIA_TYPE = "application/scim+json";
    private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    /** So often a user may be changed by others between our look and our change. */
    private static final int TRIES = 3;

    private static final int PRECONDITION_FAILED = 412;

    private final StoreAddress address;
    private final Https https;
    private final String attribute;
    private final String token;

    /** @param attribute by which users are found: {@code userName} or {@code externalId} */
    ScimStore(StoreAddress address, Https https, String attribute, String token) {
        this.address = address;
        this.https = https;
        this.attribute = attribute;
        this.token = token;
    }

    private record User(String id, String version, JsonNode resource) {}

    @Override
    public boolean has(Wanted wanted) throws IOException, RefusedByStoreException {
        return isSame(find(wanted.userId()), wanted);
    }

    @Override
    public void bring(Wanted wanted) throws IOException, RefusedByStoreException {
        for (int attempt = 1; ; attempt++) {
            User user = find(wanted.userId());
            if (isSame(user, wanted)) {
                return;
            }
            Reply reply = change(user, wanted);
            if (reply.isGood()) {
                return;
            }
            if (reply.status() != PRECONDITION_FAILED || attempt == TRIES) {
                throw new RefusedByStoreException(Refusals.of(reply));
            }
        }
    }

    private Reply change(User user, Wanted wanted) throws IOException {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", MEDIA_TYPE);
        if (!user.version().isEmpty()) {
            headers.put("If-Match", user.version());
        }
        var patch = new LinkedHashMap<String, Object>();
        patch.put("schemas", List.of(PATCH));
        patch.put("Operations", List.of(operation(user, wanted)));
        return call("PATCH", "/Users/" + StoreAddress.encoded(user.id()), headers, https.write(patch));
    }

    /** To replace what is not there is an error (RFC 7644, 3.5.2.3). */
    private static Map<String, Object> operation(User user, Wanted wanted) {
        String ours = plural(wanted.kind()) + "[type eq \"" + type(wanted.kind()) + "\"]";
        var destination = wanted.destination();
        if (destination == null) {
            return Map.of("op", "remove", "path", ours);
        }
        return value(user, wanted.kind()) == null
                ? Map.of(
                        "op",
                        "add",
                        "path",
                        plural(wanted.kind()),
                        "value",
                        List.of(Map.of("type", type(wanted.kind()), "value", text(destination))))
                : Map.of("op", "replace", "path", ours + ".value", "value", text(destination));
    }

    private static String plural(ContactKind kind) {
        return kind == ContactKind.PHONE ? "phoneNumbers" : "emails";
    }

    private static String type(ContactKind kind) {
        return kind == ContactKind.PHONE ? "mobile" : "work";
    }

    /** A number as RFC 7643 wants it, which is as in RFC 3966. */
    private static String text(Destination destination) {
        return switch (destination) {
            case Destination.PhoneNumber phone -> "tel:" + phone.e164();
            case Destination.EmailAddress email -> email.address();
        };
    }

    private static boolean isSame(User user, Wanted wanted) {
        String found = value(user, wanted.kind());
        var destination = wanted.destination();
        if (destination == null || found == null) {
            return destination == null && found == null;
        }
        return switch (destination) {
            case Destination.PhoneNumber phone ->
                found.replaceFirst("^tel:", "").replaceAll("[-. ()]", "").equals(phone.e164());
            case Destination.EmailAddress email -> found.equalsIgnoreCase(email.address());
        };
    }

    /** What is there of ours; null when there is nothing. */
    private static @Nullable String value(User user, ContactKind kind) {
        for (JsonNode one : user.resource().path(plural(kind))) {
            if (one.path("type").asString("").equals(type(kind))) {
                return one.path("value").asString("");
            }
        }
        return null;
    }

    private User find(String userId) throws IOException, RefusedByStoreException {
        String filter = attribute + " eq "
                + https.write(address.nameOf(userId)); // A JSON string, as the grammar of filters has it.
        Reply reply = call("GET", "/Users?filter=" + StoreAddress.encoded(filter), new HashMap<>(), null);
        if (!reply.isGood()) {
            throw new RefusedByStoreException(Refusals.of(reply));
        }
        JsonNode found = reply.body().path("Resources");
        if (found.isEmpty()) {
            throw RefusedByStoreException.unknownUser();
        }
        if (found.size() > 1) {
            throw new RefusedByStoreException(new Rejected("several users there have this name"));
        }
        JsonNode user = found.path(0);
        return new User(
                user.path("id").asString(""), user.path("meta").path("version").asString(""), user);
    }

    private Reply call(String verb, String path, Map<String, String> headers, @Nullable String body)
            throws IOException {
        headers.put("Authorization", "Bearer " + token);
        headers.put("Accept", MEDIA_TYPE);
        return https.call(verb, address.at(path), headers, body);
    }
}
