package ontime.directory.user;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Compares the codes that are entered to prove a contact, and ends a change whose last try was wrong. */
final class EnteredCodes {

    private final Store store;
    private final Proofs proofs;
    private final Protection protection;
    private final InstantSource clock;

    EnteredCodes(Store store, Proofs proofs, Protection protection, InstantSource clock) {
        this.store = store;
        this.proofs = proofs;
        this.protection = protection;
        this.clock = clock;
    }

    /**
     * That the code was right is written down before anything else, so that whoever enters it again, since the change
     * could not be committed, gets what they have proved; when not even that could be, the issuer says so again.
     */
    void check(ContactChange change, String code, Actor actor) {
        byte[] proof = change.proof();
        var holder = ContactChange.holder(change.user(), change.id());
        if (proof != null) {
            if (!protection.isHash(proof, code, holder)) {
                throw ended(change, actor);
            }
            return;
        }
        try {
            proofs.check(change.user().tenant(), change.challengeId(), code);
        } catch (RefusedException e) {
            if (e.why() == RefusedException.Why.SETTLED || isLast(e)) {
                throw ended(change, actor);
            }
            if (e.why() == RefusedException.Why.WRONG_CODE) {
                store.inOneUnit(unit -> refused(unit, change, actor));
            }
            throw e;
        }
        store.inOneUnit(unit -> {
            unit.proved(change, protection.hash(code, holder));
            return change;
        });
    }

    /** Nothing is gained by one more try: it would be refused even when right. */
    private static boolean isLast(RefusedException e) {
        return e.why() == RefusedException.Why.LOCKED
                || (e.why() == RefusedException.Why.WRONG_CODE && "0".equals(e.detail()));
    }

    /** No code will be taken any more, or another one was right before and the issuer counts no more. */
    private RefusedException ended(ContactChange change, Actor actor) {
        store.inOneUnit(unit -> {
            unit.settle(change, ContactChange.State.FAILED);
            return refused(unit, change, actor);
        });
        return new RefusedException(RefusedException.Why.LOCKED);
    }

    private ContactChange refused(Store.Unit unit, ContactChange change, Actor actor) {
        unit.audit(AuditEntry.of(
                change.user(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                actor,
                AuditEntry.Action.PROOF_REFUSED,
                change.kind() + " after " + change.basedOn()));
        return change;
    }
}
