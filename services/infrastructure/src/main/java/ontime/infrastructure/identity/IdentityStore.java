package ontime.infrastructure.identity;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A store of users that knows everybody who is asked for, with nothing, until it is told to know them no longer. Kept
 * in memory.
 */
public abstract sealed class IdentityStore permits GraphStore, ScimStore {

    private final Map<String, Holding> users = new ConcurrentHashMap<>();
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();

    /** Answers a call of the store's protocol. */
    public abstract StoreReply answer(StoreCall call);

    /** What is held of a user; empty when they are not known. */
    public Optional<Holding> find(String user) {
        return strangers.contains(user) ? Optional.empty() : Optional.of(users.getOrDefault(user, Holding.NOTHING));
    }

    /** Somebody changes a user at the store itself, without anybody else's knowledge. */
    public void set(String user, @Nullable String phone, @Nullable String email) {
        strangers.remove(user);
        users.compute(user, (_, held) -> (held == null ? Holding.NOTHING : held).setTo(phone, email));
    }

    /** The store knows a user no longer. */
    public void remove(String user) {
        strangers.add(user);
        users.remove(user);
    }

    void change(String user, UnaryOperator<Holding> change) {
        users.compute(user, (_, held) -> change.apply(held == null ? Holding.NOTHING : held));
    }
}
