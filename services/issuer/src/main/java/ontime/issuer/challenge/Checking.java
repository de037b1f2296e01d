package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import ontime.events.CheckOutcome;
import ontime.events.WithdrawalReason;

/** Compares what somebody typed with the challenge it was typed for. A right code is accepted once. */
public final class Checking {

    private final CodeHashes hashes;
    private final Store store;
    private final ChallengeMetrics metrics;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /** @param ids of events; UUIDs */
    public Checking(
            CodeHashes hashes, Store store, ChallengeMetrics metrics, InstantSource clock, Supplier<String> ids) {
        this.hashes = hashes;
        this.store = store;
        this.metrics = metrics;
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
        Optional<Checked> checked =
                store.inOneUnit(unit -> which.apply(unit).map(challenge -> check(unit, challenge, code)));
        checked.ifPresent(answer -> metrics.checked(answer.outcome()));
        return checked;
    }

    private Checked check(Store.Unit unit, Challenge challenge, String code) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Challenge> recent = unit.recent(challenge.tenant(), challenge.userId(), OldCodes.inSightSince(now));
        CheckOutcome outcome = outcome(challenge, recent, code, now);
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
        Challenge newest = recent.isEmpty() ? challenge : recent.getFirst();
        return new Checked(
                outcome, after.attemptsLeft(), new Checked.Current(newest.reference(), newest.requestedAt()));
    }

    private CheckOutcome outcome(Challenge challenge, List<Challenge> recent, String code, Instant now) {
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
                yield isOldCode(challenge, recent, code) ? CheckOutcome.SUPERSEDED : CheckOutcome.WRONG_CODE;
            }
        };
    }

    /** Whether the person typed the code of an earlier message, which this challenge has replaced. */
    private boolean isOldCode(Challenge challenge, List<Challenge> recent, String code) {
        boolean found = false;
        for (Challenge old : recent) {
            // All of them are compared, so that the time tells nothing about which one matched.
            boolean matches = hashes.matches(old.codeHash(), old.challengeId(), code);
            found |= matches && old.sequence() < challenge.sequence() && old.state() != Challenge.State.VERIFIED;
        }
        return found;
    }
}
