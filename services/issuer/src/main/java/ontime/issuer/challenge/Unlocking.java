package ontime.issuer.challenge;

import java.util.OptionalInt;

/** Lifts the lock of a user for whom too many wrong codes in a row were entered. */
public final class Unlocking {

    private final Store store;

    public Unlocking(Store store) {
        this.store = store;
    }

    /**
     * Lets codes of a user be entered and asked for again. Challenges that locked for themselves stay locked.
     *
     * @return the wrong codes in a row that are forgiven; empty when the tenant has no such user
     */
    public OptionalInt unlock(String tenant, String userId) {
        return store.inOneUnit(unit -> unit.lockUser(tenant, userId)
                .map(user -> {
                    unit.change(user.withoutFailures());
                    return OptionalInt.of(user.failures());
                })
                .orElseGet(OptionalInt::empty));
    }
}
