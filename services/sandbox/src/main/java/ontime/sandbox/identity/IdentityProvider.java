package ontime.sandbox.identity;

import java.util.Optional;
import ontime.infrastructure.identity.IdentityStore;
import ontime.infrastructure.identity.StoreCall;
import ontime.infrastructure.identity.StoreReply;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.behaviour.Pause;

/** A store and how it behaves. */
public final class IdentityProvider {

    private final IdentityStore store;
    private final Conditions conditions;
    private final Pause pause;

    public IdentityProvider(IdentityStore store, Conditions conditions, Pause pause) {
        this.store = store;
        this.conditions = conditions;
        this.pause = pause;
    }

    public IdentityStore store() {
        return store;
    }

    public Conditions conditions() {
        return conditions;
    }

    /** What comes before the store itself is asked: 503, 429 or 500; empty when it is served. */
    private Optional<Integer> refused() {
        var behaviour = conditions.in(null);
        if (behaviour.outage()) {
            return Optional.of(503);
        }
        if (conditions.throttles(null)) {
            return Optional.of(429);
        }
        return conditions.strikes(behaviour.errorRate()) ? Optional.of(500) : Optional.empty();
    }

    /** Answers a call, or not, in its own time. */
    public StoreReply answer(StoreCall call) throws InterruptedException {
        pause.forMillis(conditions.in(null).latencyMs());
        return refused().map(status -> new StoreReply(status, "", "")).orElseGet(() -> store.answer(call));
    }
}
