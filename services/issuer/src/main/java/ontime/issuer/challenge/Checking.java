package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import ontime.events.CheckOutcome;
import ontime.events.WithdrawalReason;

/** Compares what somebody typed with the challenge it was typed for. A right code is accepted once. */
public final class Checking {

    /** Twice the longest life of a code: for so long somebody may still type an old one. */
    private static final Duration OLD_CODES = Duration.ofMinutes(20);

    private final CodeHashes hashes;
    private final Store store;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /** @param ids of events; UUIDs */
    public Checking(CodeHashes hashes, Store store, InstantSource clock, Supplier<String> ids) {
        this.hashes = hashes;
        this.store = store;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
    }

    /** Checks a code against a challenge; empty when the tenant has no such challenge. */
    public Optional<Checked> check(String tenant, String challengeId, String code) {
        return checkLocked(unit -> unit.lock(tenant, challengeId), code);
    }

    /** Checks a code against the newest challenge of a login; empty when the tenant has no such login. */
    public Optional<Checked> checkLogin(String tenant, String loginId, String code) {
        return checkLocked(unit -> unit.lockNewestOfLogin(tenant, loginId), code);
    }

    private Optional<Checked> checkLocked(Function<Store.Unit, Optional<Challenge>> which, String code) {
        return store.inOneUnit(unit -> which.apply(unit).map(challenge -> check(unit, challenge, code)));
    }

    private Checked check(Store.Unit unit, Challenge challenge, String code) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CheckOutcome outcome = outcome(unit, challenge, code, now);
        Challenge after = switch (outcome) {
            case VERIFIED -> challenge.in(Challenge.State.VERIFIED);
            // "Superseded" tells that a guess was once right, so it costs an attempt like any wrong code.
            case WRONG_CODE, SUPERSEDED -> challenge.afterWrongCode();
            case EXPIRED, ALREADY_USED, LOCKED, OTHER -> challenge;
        };
        if (!after.equals(challenge)) {
            unit.change(after);
        }
        unit.publish(events.checked(after, outcome, now));
        if (after.state() != challenge.state()) {
            WithdrawalReason reason =
                    outcome == CheckOutcome.VERIFIED ? WithdrawalReason.VERIFIED : WithdrawalReason.LOCKED;
            unit.publish(events.withdrawn(after, reason, null, now));
        }
        Checked.Current current = unit.newestOf(challenge.tenant(), challenge.userId())
                .map(newest -> new Checked.Current(newest.reference(), newest.requestedAt()))
                .orElse(null);
        return new Checked(outcome, after.attemptsLeft(), current);
    }

    private CheckOutcome outcome(Store.Unit unit, Challenge challenge, String code, Instant now) {
        boolean right = hashes.matches(challenge.codeHash(), challenge.challengeId(), code);
        return switch (challenge.state()) {
            case LOCKED -> CheckOutcome.LOCKED;
            case VERIFIED -> CheckOutcome.ALREADY_USED;
            case CANCELLED -> CheckOutcome.EXPIRED;
            case SUPERSEDED -> {
                if (challenge.attemptsLeft() == 0) {
                    yield CheckOutcome.LOCKED;
                }
                yield right ? CheckOutcome.SUPERSEDED : CheckOutcome.WRONG_CODE;
            }
            case ACTIVE -> {
                if (challenge.isExpired(now)) {
                    yield CheckOutcome.EXPIRED;
                }
                if (right) {
                    yield CheckOutcome.VERIFIED;
                }
                yield isOldCode(unit, challenge, code, now) ? CheckOutcome.SUPERSEDED : CheckOutcome.WRONG_CODE;
            }
        };
    }

    /** Whether the person typed the code of an earlier message, which this challenge has replaced. */
    private boolean isOldCode(Store.Unit unit, Challenge challenge, String code, Instant now) {
        boolean found = false;
        // All of them are compared, so that the time tells nothing about which one matched.
        for (Challenge old : unit.superseded(challenge.tenant(), challenge.userId(), now.minus(OLD_CODES))) {
            found |= hashes.matches(old.codeHash(), old.challengeId(), code);
        }
        return found;
    }
}
