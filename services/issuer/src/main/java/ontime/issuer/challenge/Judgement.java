package ontime.issuer.challenge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ontime.events.CheckOutcome;

/**
 * What a typed code amounts to.
 *
 * @param entered the challenge whose code it is, when it is accepted
 */
record Judgement(CheckOutcome outcome, Optional<Challenge> entered) {

    /**
     * Judges.
     *
     * @param asked the challenge that the code was typed for
     * @param matching every challenge of the user, of those in sight, whose code was typed
     */
    static Judgement of(User user, Challenge asked, List<Challenge> matching, Instant now) {
        if (user.isLocked()) {
            return new Judgement(CheckOutcome.LOCKED);
        }
        return switch (asked.state()) {
            case LOCKED -> new Judgement(CheckOutcome.LOCKED);
            case VERIFIED, USED -> new Judgement(CheckOutcome.ALREADY_USED);
            case CANCELLED -> new Judgement(CheckOutcome.EXPIRED);
            case SUPERSEDED -> compare(asked, matching, now);
            case ACTIVE -> asked.isExpired(now) ? new Judgement(CheckOutcome.EXPIRED) : compare(asked, matching, now);
        };
    }

    private Judgement(CheckOutcome outcome) {
        this(outcome, Optional.empty());
    }

    private static Judgement compare(Challenge asked, List<Challenge> matching, Instant now) {
        // Bound to its login: the right code of another login verifies nothing here.
        Optional<Challenge> entered = matching.stream()
                .filter(challenge -> challenge.isUpTo(asked) && challenge.isEnterable(now))
                .findFirst();
        if (entered.isPresent()) {
            return new Judgement(CheckOutcome.VERIFIED, entered);
        }
        boolean mixedUp =
                matching.stream().anyMatch(challenge -> isOld(challenge, asked) || isNewer(challenge, asked, now));
        return new Judgement(mixedUp ? CheckOutcome.SUPERSEDED : CheckOutcome.WRONG_CODE);
    }

    private static boolean isOld(Challenge challenge, Challenge asked) {
        return challenge.sequence() <= asked.sequence() && !isUsed(challenge);
    }

    /**
     * Whether a challenge has come after the one that the code was typed for, and still counts: who has two pages open
     * reads the code of the second one and types it into the first. Who guesses there pays as on the second page.
     */
    static boolean isNewer(Challenge challenge, Challenge asked, Instant now) {
        return challenge.sequence() > asked.sequence() && challenge.isEnterable(now);
    }

    private static boolean isUsed(Challenge challenge) {
        return challenge.state() == Challenge.State.VERIFIED || challenge.state() == Challenge.State.USED;
    }
}
