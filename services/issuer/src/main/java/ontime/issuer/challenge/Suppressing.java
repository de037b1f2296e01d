package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import ontime.events.DeliveryReceipt;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/**
 * Remembers destinations that bounced, complained or opted out, so that the next code takes the other channel. Each for
 * its tenant only, and for a while; an administrator may lift it before.
 */
public final class Suppressing {

    private static final String LIFTED = "lifted";

    private final Store store;
    private final Posting posting;
    private final InstantSource clock;

    public Suppressing(Store store, Posting posting, InstantSource clock) {
        this.store = store;
        this.posting = posting;
        this.clock = clock;
    }

    /** Takes notice of what became of a delivery. */
    public void hear(DeliveryReceipt receipt) {
        Suppression.Cause.of(receipt).ifPresent(cause -> {
            Instant now = now();
            store.inOneUnit(unit -> {
                unit.find(receipt.getTenant(), receipt.getChallengeId())
                        .map(challenge -> routing(challenge, receipt))
                        .map(routing -> suppression(receipt, routing, cause, now))
                        .filter(suppression -> now.isBefore(suppression.until()))
                        .ifPresent(unit::suppress);
                return cause;
            });
        });
    }

    /** Where that delivery went; null when the challenge does not know any more. */
    private Challenge.@Nullable Routing routing(Challenge challenge, DeliveryReceipt receipt) {
        var latest = challenge.sending().routing();
        if (latest.used() == receipt.getChannel()) {
            return latest;
        }
        Destination other =
                challenge.contents() == null ? null : posting.open(challenge).over(receipt.getChannel());
        return other == null ? null : posting.routing(latest.requested(), latest.reason(), other);
    }

    private static Suppression suppression(
            DeliveryReceipt receipt, Challenge.Routing routing, Suppression.Cause cause, Instant now) {
        // A receipt that is read again, from the beginning of the topic for example, must not begin anew.
        Instant since = receipt.getObservedAt().isBefore(now) ? receipt.getObservedAt() : now;
        return new Suppression(
                receipt.getTenant(),
                routing.fingerprint(),
                routing.used(),
                routing.destination(),
                cause,
                receipt.getChallengeId(),
                since,
                since.plus(cause.lasts()));
    }

    /** What is suppressed for a tenant at present, the latest first. */
    public List<Suppression> inForce(String tenant) {
        Instant now = now();
        return store.inOneUnit(unit -> unit.suppressions(tenant, now));
    }

    /** Lets messages go there again; empty when nothing of that fingerprint was suppressed. */
    public Optional<Suppression> lift(String tenant, String fingerprint) {
        Instant now = now();
        return store.inOneUnit(unit -> unit.lift(tenant, fingerprint, now));
    }

    /** The same, for a request that is known by its key: however often it comes, it has lifted the suppression. */
    public Lifted lift(String tenant, String fingerprint, String key) {
        Instant now = now();
        String digest = posting.digest(Once.asked(LIFTED, fingerprint));
        return store.inOneUnit(unit -> {
            var before = unit.claim(tenant, key, null, digest, now);
            if (before.isPresent()) {
                return before.get().digest().equals(digest) ? new Lifted.Before() : new Lifted.OtherUnderSameKey();
            }
            var lifted = unit.lift(tenant, fingerprint, now);
            if (lifted.isEmpty()) {
                unit.release(tenant, key);
                return new Lifted.Unknown();
            }
            unit.remember(tenant, key, LIFTED);
            return new Lifted.Now(lifted.get());
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
