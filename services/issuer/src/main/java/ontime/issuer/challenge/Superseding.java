package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ontime.events.WithdrawalReason;
import ontime.issuer.policy.CodePolicy;
import ontime.issuer.policy.Supersession;
import org.jspecify.annotations.Nullable;

/**
 * What a new challenge does to the older ones of its user, and takes over from them. A code lives on only where the new
 * one goes: who has just changed the number, or logs in to another site, must not be let in with what the old one got.
 */
final class Superseding {

    private final Posting posting;
    private final ChallengeEvents events;

    Superseding(Posting posting, ChallengeEvents events) {
        this.posting = posting;
        this.events = events;
    }

    /**
     * The challenge whose code the next one takes over, if the mode is to re-use it and the code has some life left:
     * one that dies before anybody could ask for it again would only bring the person back here.
     *
     * @param older of the same user, newest first
     * @param next what the new message would hold, with a fresh code
     */
    Optional<Challenge> reused(CodePolicy policy, List<Challenge> older, Contents next, Instant now) {
        return switch (policy.supersession()) {
            case Supersession.InvalidatePrevious _, Supersession.Grace _ -> Optional.empty();
            case Supersession.ReuseUntilTtl _ ->
                older.stream()
                        .limit(1)
                        .filter(newest -> newest.isActive(now) && newest.contents() != null)
                        .filter(newest ->
                                Duration.between(now, newest.expiresAt()).compareTo(policy.cooldown()) >= 0)
                        .filter(newest -> posting.open(newest).goesWhere(next))
                        .findFirst();
        };
    }

    /** The same for a challenge that sends nothing: no older code could be taken for its own. */
    void supersede(Store.Unit unit, List<Challenge> older, Challenge by, Instant now) {
        end(unit, older, false, new Supersession.InvalidatePrevious(), by, now);
    }

    /** Ends the older ones and withdraws them from the workers: what is not sent yet will not be. */
    void supersede(
            Store.Unit unit, CodePolicy policy, List<Challenge> older, Challenge by, Contents next, Instant now) {
        boolean sameWay = older.stream()
                .filter(replaced -> replaced.isActive(now) && replaced.contents() != null)
                .anyMatch(replaced -> posting.open(replaced).goesWhere(next));
        end(unit, older, sameWay, policy.supersession(), by, now);
    }

    private void end(
            Store.Unit unit, List<Challenge> older, boolean sameWay, Supersession mode, Challenge by, Instant now) {
        for (Challenge replaced : older) {
            if (replaced.isActive(now)) {
                unit.change(replaced.superseded(sameWay ? acceptedUntil(mode, replaced, now) : null));
                unit.publish(events.withdrawn(replaced, WithdrawalReason.SUPERSEDED, by.challengeId(), now));
            } else if (!sameWay && replaced.isEnterable(now)) {
                unit.change(replaced.superseded(null));
            }
        }
    }

    private static @Nullable Instant acceptedUntil(Supersession mode, Challenge replaced, Instant now) {
        return switch (mode) {
            case Supersession.InvalidatePrevious _ -> null;
            case Supersession.ReuseUntilTtl _ -> replaced.expiresAt();
            case Supersession.Grace grace -> {
                Instant graceEnds = now.plus(grace.period());
                yield graceEnds.isBefore(replaced.expiresAt()) ? graceEnds : replaced.expiresAt();
            }
        };
    }
}
