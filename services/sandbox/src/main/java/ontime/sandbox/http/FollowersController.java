package ontime.sandbox.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import ontime.infrastructure.identity.Holding;
import ontime.sandbox.behaviour.BehaviourChange;
import ontime.sandbox.behaviour.BehaviourChange.InvalidField;
import ontime.sandbox.identity.IdentityProvider;
import ontime.sandbox.identity.IdentityProviders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * The knobs of the simulated identity providers, what they hold, and a way to change it behind the directory's back.
 */
@RestController
@RequestMapping("/followers")
final class FollowersController {

    private static final Set<String> FAULTS = Set.of("latencyMs", "errorRate", "outage", "throttlePerSecond");
    private static final Set<String> CONTACTS = Set.of("phone", "email");
    private static final int LONGEST = 254;

    private final IdentityProviders providers;

    FollowersController(IdentityProviders providers) {
        this.providers = providers;
    }

    /** What is held of a user, as the directory has written it. */
    record Held(@Nullable String phone, @Nullable String email, int changes) {
        static Held of(Holding held) {
            return new Held(held.phone(), held.email(), held.changes());
        }
    }

    @GetMapping
    Map<String, Map<String, Object>> behaviours() {
        var all = new LinkedHashMap<String, Map<String, Object>>();
        all.put("graph", behaviour(providers.graph()));
        all.put("scim", behaviour(providers.scim()));
        return all;
    }

    private static Map<String, Object> behaviour(IdentityProvider provider) {
        var now = provider.conditions().in(null);
        return Map.of(
                "latencyMs", now.latencyMs(),
                "errorRate", now.errorRate(),
                "outage", now.outage(),
                "throttlePerSecond", now.throttlePerSecond());
    }

    @PostMapping
    Map<String, Map<String, Object>> change(@RequestBody Map<String, @Nullable Object> fields) {
        var faults = new HashMap<String, @Nullable Object>(fields);
        var provider = provider(faults.remove("follower"));
        requireKnown(faults, FAULTS);
        provider.conditions().change(BehaviourChange.from(faults));
        return behaviours();
    }

    @DeleteMapping
    Map<String, Map<String, Object>> reset() {
        providers.graph().conditions().reset();
        providers.scim().conditions().reset();
        return behaviours();
    }

    @GetMapping("/{follower}/users/{user}")
    Held user(@PathVariable String follower, @PathVariable String user) {
        return provider(follower)
                .store()
                .find(user)
                .map(Held::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Somebody changes a user at the store itself; what is left out stays. */
    @PutMapping("/{follower}/users/{user}")
    Held set(
            @PathVariable String follower,
            @PathVariable String user,
            @RequestBody Map<String, @Nullable Object> fields) {
        requireKnown(fields, CONTACTS);
        var store = provider(follower).store();
        var held = store.find(user);
        store.set(
                user,
                fields.containsKey("phone")
                        ? text(fields, "phone")
                        : held.map(Holding::phone).orElse(null),
                fields.containsKey("email")
                        ? text(fields, "email")
                        : held.map(Holding::email).orElse(null));
        return user(follower, user);
    }

    /** The store knows the user no longer. */
    @DeleteMapping("/{follower}/users/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String follower, @PathVariable String user) {
        provider(follower).store().remove(user);
    }

    private IdentityProvider provider(@Nullable Object name) {
        return providers
                .named(String.valueOf(name))
                .orElseThrow(() -> new InvalidField("follower", "must be graph or scim"));
    }

    private static void requireKnown(Map<String, @Nullable Object> fields, Set<String> known) {
        for (String field : fields.keySet()) {
            if (!known.contains(field)) {
                throw new InvalidField(
                        field,
                        "is unknown; the fields are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    private static @Nullable String text(Map<String, @Nullable Object> fields, String field) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof String text && !text.isBlank() && text.length() <= LONGEST) {
            return text;
        }
        throw new InvalidField(field, "must be null or a text of at most 254 characters");
    }
}
