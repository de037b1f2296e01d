package ontime.issuer.policy;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The policy of each tenant that is in force: the newest that was stored, or the configured one where none was. Kept in
 * memory, so that a request for a code costs no look-up and codes are made while the database rests.
 */
public final class Policies {

    private final Map<String, PolicyVersion> configured = new ConcurrentHashMap<>();
    private final Map<String, PolicyVersion> inForce = new ConcurrentHashMap<>();
    private final PolicyStore store;
    private final InstantSource clock;

    /** @param configured the policy of each tenant that there is, until somebody changes it */
    public Policies(Map<String, Policy> configured, PolicyStore store, InstantSource clock) {
        configured.forEach((tenant, policy) ->
                this.configured.put(tenant, new PolicyVersion(policy, PolicyVersion.Change.configured())));
        this.inForce.putAll(this.configured);
        this.store = store;
        this.clock = clock;
    }

    public boolean knows(String tenant) {
        return inForce.containsKey(tenant);
    }

    /**
     * What a tenant allows now.
     *
     * @throws IllegalArgumentException when there is no such tenant
     */
    public Policy current(String tenant) {
        return currentVersion(tenant).policy();
    }

    /** The same; empty when there is no such tenant. */
    public Optional<Policy> find(String tenant) {
        return Optional.ofNullable(inForce.get(tenant)).map(PolicyVersion::policy);
    }

    /**
     * The same, with how it came to be.
     *
     * @throws IllegalArgumentException when there is no such tenant
     */
    public PolicyVersion currentVersion(String tenant) {
        PolicyVersion version = inForce.get(tenant);
        if (version == null) {
            throw new IllegalArgumentException("there is no such tenant; look with knows() first");
        }
        return version;
    }

    /**
     * Takes up what other replicas have changed.
     *
     * @return what this release cannot work with, with the reason: such a tenant keeps the policy that it had
     */
    public List<String> refresh() {
        var unusable = new ArrayList<String>();
        store.newest().forEach((tenant, newest) -> {
            if (knows(tenant) && currentVersion(tenant).version() < newest) {
                try {
                    store.find(tenant, newest).ifPresent(version -> putInForce(tenant, version));
                } catch (IllegalArgumentException e) {
                    unusable.add("tenant " + tenant + ", version " + newest + ": " + e.getMessage());
                }
            }
        });
        return List.copyOf(unusable);
    }

    /** A version that is or was in force. */
    public Optional<PolicyVersion> find(String tenant, int version) {
        return version == 0 ? Optional.ofNullable(configured.get(tenant)) : store.find(tenant, version);
    }

    /** All changes of a tenant's policy, newest first; the last is its configuration. */
    public List<PolicyVersion.Change> changes(String tenant) {
        var changes = new ArrayList<>(store.changes(tenant));
        changes.add(PolicyVersion.Change.configured());
        return List.copyOf(changes);
    }

    /**
     * Puts a policy in force: here at once, at other replicas as soon as they refresh.
     *
     * @param replaced the version that the new one was made from
     * @param by the name of the credential that it was changed with
     * @return empty when another version has replaced that one meanwhile
     */
    public Optional<PolicyVersion> change(String tenant, int replaced, Policy policy, String by, String reason) {
        var change = new PolicyVersion.Change(
                Math.incrementExact(replaced), clock.instant().truncatedTo(ChronoUnit.MILLIS), by, reason);
        var version = new PolicyVersion(policy, change);
        if (currentVersion(tenant).version() != replaced || !store.add(tenant, version)) {
            return Optional.empty();
        }
        putInForce(tenant, version);
        return Optional.of(version);
    }

    /** Whoever looks into the store slowly must not bring back what has been replaced since. */
    private void putInForce(String tenant, PolicyVersion version) {
        inForce.merge(tenant, version, (old, other) -> other.version() > old.version() ? other : old);
    }
}
