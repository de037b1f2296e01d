package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.events.WithdrawalReason;
import ontime.issuer.contact.AddressBook;

/** Compares what somebody typed with the challenge it was typed for. A right code is accepted once. */
public final class Checking {

    private final CodeHashes hashes;
    private final AppChecking apps;
    private final Store store;
    private final ChallengeMetrics metrics;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /** @param ids of events; UUIDs */
    public Checking(
            CodeHashes hashes,
            AppCodes appCodes,
            AddressBook addresses,
            Store store,
            ChallengeMetrics metrics,
            InstantSource clock,
            Supplier<String> ids) {
        this.hashes = hashes;
        this.apps = new AppChecking(appCodes, addresses);
        this.store = store;
        this.metrics = metrics;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
    }

    /** Checks a code against a challenge; empty when the tenant has no such challenge of a login. */
    public Optional<Checked> check(String tenant, String challengeId, String code) {
        return counted(store.inOneUnit(unit -> unit.lockUserOfChallenge(tenant, challengeId)
                .flatMap(user -> unit.find(tenant, challengeId)
                        .filter(asked -> !asked.isProof())
                        .map(asked -> check(unit, user, asked, code)))));
    }

    /** Checks a code against the newest challenge of a login; empty when the tenant has no such login. */
    public Optional<Checked> checkLogin(String tenant, String loginId, String code) {
        return counted(store.inOneUnit(unit -> unit.lockUserOfLogin(tenant, loginId)
                .flatMap(user -> unit.findNewestOfLogin(tenant, loginId)
                        .filter(asked -> !asked.isProof())
                        .map(asked -> check(unit, user, asked, code)))));
    }

    /**
     * Checks a code against a challenge that proves a contact; empty when the tenant has no such one. The code that was
     * right is so again: whoever asks sees to it that it counts once, and may never have got our first answer.
     */
    public Optional<Checked> checkProof(String tenant, String challengeId, String code) {
        return counted(store.inOneUnit(unit -> unit.lockUserOfChallenge(tenant, challengeId)
                .flatMap(user -> unit.find(tenant, challengeId)
                        .filter(Challenge::isProof)
                        .map(asked ->
                                isRepeated(user, asked, code) ? repeated(asked) : check(unit, user, asked, code)))));
    }

    private boolean isRepeated(User user, Challenge asked, String code) {
        return asked.state() == Challenge.State.VERIFIED
                && !user.isLocked()
                && !asked.isExpired(clock.instant())
                && hashes.matches(asked.code().hash(), asked.code().id(), code);
    }

    private static Checked repeated(Challenge asked) {
        return new Checked(CheckOutcome.VERIFIED, asked.attemptsLeft(), Checked.Current.of(asked));
    }

    private Optional<Checked> counted(Optional<Checked> checked) {
        checked.ifPresent(answer -> metrics.checked(answer.outcome()));
        return checked;
    }

    private Checked check(Store.Unit unit, User user, Challenge asked, String code) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Challenge> recent = unit.recent(asked.tenant(), asked.userId(), OldCodes.inSightSince(now));
        List<Challenge> compared = Stream.concat(
                        Stream.of(asked), recent.stream().filter(isOther(asked)))
                .toList();
        // All of them are compared, so that the time tells nothing about which one matched.
        OptionalLong step = asked.isOfApp() ? apps.step(unit, asked, code, now) : OptionalLong.empty();
        List<Challenge> matching = compared.stream()
                .filter(challenge -> challenge.isOfApp()
                        ? step.isPresent() && !isOther(asked).test(challenge)
                        : hashes.matches(
                                challenge.code().hash(), challenge.code().id(), code))
                .toList();
        var judgement = Judgement.of(user, asked, matching, now);
        Challenge told = judgement.entered().orElse(asked);
        int attemptsLeft = switch (judgement.outcome()) {
            case VERIFIED -> {
                accept(unit, user, told, compared, now);
                if (told.isOfApp()) {
                    unit.spend(told.tenant(), told.userId(), step.orElseThrow());
                }
                yield told.attemptsLeft();
            }
            case WRONG_CODE -> refuse(unit, user, asked, compared, isGuessedAtFrom(asked, now), now);
            // "Superseded" tells that a guess was once right, or is so elsewhere: it costs an attempt like any wrong
            // code. A newer challenge loses none: what it would lose it for is its own code, or one that has ended.
            case SUPERSEDED -> refuse(unit, user, asked, compared, _ -> false, now);
            case EXPIRED, ALREADY_USED, LOCKED, OTHER -> asked.attemptsLeft();
        };
        unit.publish(events.checked(told, judgement.outcome(), attemptsLeft, now));
        Challenge newest = recent.isEmpty() ? asked : recent.getFirst();
        return new Checked(judgement.outcome(), attemptsLeft, Checked.Current.of(newest));
    }

    /** Ends whatever could let the same code, or the same login, in a second time. */
    private void accept(Store.Unit unit, User user, Challenge entered, List<Challenge> all, Instant now) {
        all.stream().filter(challenge -> challenge.isEnterable(now)).forEach(challenge -> {
            if (challenge.loginId().equals(entered.loginId())) {
                change(unit, challenge, challenge.in(Challenge.State.VERIFIED), now);
            } else if (challenge.hasCodeOf(entered)) {
                // Nobody has proved anything at that login.
                change(unit, challenge, challenge.in(Challenge.State.USED), now);
            }
        });
        // Of a login, nobody has proved anything by a proof: it goes where somebody with the session wanted it to.
        if (user.failures() > 0 && !entered.isProof()) {
            unit.change(user.withoutFailures());
        }
    }

    /**
     * Whether the answer would have told that the code is a newer challenge's: then it was a guess at that one, too.
     */
    private static Predicate<Challenge> isGuessedAtFrom(Challenge asked, Instant now) {
        return challenge -> Judgement.isNewer(challenge, asked, now) && (asked.isOfApp() || !challenge.isOfApp());
    }

    /**
     * Takes an attempt from every challenge that the code was a guess at: challenges that carry the same code, the
     * older ones of the login that would have been accepted, and more. A second challenge is no second chance.
     */
    private int refuse(
            Store.Unit unit, User user, Challenge asked, List<Challenge> all, Predicate<Challenge> more, Instant now) {
        all.stream()
                .filter(Challenge::isOpen)
                .filter(challenge -> challenge.hasCodeOf(asked)
                        || (challenge.isEnterable(now) && challenge.isUpTo(asked))
                        || more.test(challenge))
                .forEach(challenge -> change(unit, challenge, challenge.afterWrongCode(), now));
        unit.change(user.afterFailure());
        return asked.afterWrongCode().attemptsLeft();
    }

    private void change(Store.Unit unit, Challenge before, Challenge after, Instant now) {
        unit.change(after);
        if (before.state() == Challenge.State.ACTIVE && after.state() != before.state()) {
            var reason = after.state() == Challenge.State.LOCKED ? WithdrawalReason.LOCKED : WithdrawalReason.VERIFIED;
            unit.publish(events.withdrawn(after, reason, null, now));
        }
    }

    private static Predicate<Challenge> isOther(Challenge asked) {
        return challenge -> !challenge.challengeId().equals(asked.challengeId());
    }
}
