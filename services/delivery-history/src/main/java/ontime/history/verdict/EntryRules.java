package ontime.history.verdict;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.events.WithdrawalReason;
import ontime.history.facts.Challenge;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Check;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;

/** What was typed: the right code, or what was wrong with what was typed instead. */
final class EntryRules {

    private static final String NEWEST_ONLY =
            "Ask the person to click Log In once more, to wait, and to use the newest message only.";

    private EntryRules() {}

    /** Five wrong codes. Once it is locked nothing is compared any more: what was entered then may have been right. */
    static Optional<Finding> locked(Case one) {
        var lastSaysSo = !one.checks().isEmpty() && one.checks().getLast().outcome() == CheckOutcome.LOCKED;
        if (one.verified() || !(one.ended(ChallengeStatus.LOCKED) || lastSaysSo)) {
            return Optional.empty();
        }
        var wrong = typed(one, CheckOutcome.WRONG_CODE, CheckOutcome.SUPERSEDED).count();
        var at = ended(one, WithdrawalReason.LOCKED, CheckOutcome.LOCKED);
        return Optional.of(new Finding(
                VerdictCode.LOCKED,
                "Too many wrong codes were entered, so this code is locked.",
                "Ask the person to click Log In again and to type the code of the newest message only. "
                        + "If they did not type anything themselves, somebody else may be trying to log in.",
                VerdictCode.LOCKED.reply(),
                Stream.of(new Evidence(
                        at, wrong + (wrong == 1 ? " wrong code was" : " wrong codes were") + " entered"))));
    }

    /**
     * S2: a new code was made, the old one died, and the person typed the old one; or they typed the new one, on the
     * page of the old one. The issuer says the same of both, and on an old page nobody knows which it was.
     */
    static Optional<Finding> olderCodeEntered(Case one) {
        return last(one, CheckOutcome.SUPERSEDED)
                .map(check -> isAtAnOldPage(check, one) ? enteredOnAnOldPage(check, one) : oldOneEntered(check, one));
    }

    private static Finding oldOneEntered(Check check, Case one) {
        var reference = validReference(one);
        return new Finding(
                VerdictCode.SUPERSEDED_CODE_ENTERED,
                "An older code was entered. A newer one had been requested since, and only code " + reference
                        + " was valid.",
                "Ask the person to type code " + reference
                        + ", or to click Log In once more, wait, and use the newest message.",
                "You typed the code of an older message. Only the newest one, code " + reference
                        + ", is valid: please use that one, or ask for a new code and wait for it.",
                Stream.of(new Evidence(check.checkedAt(), "A code was entered that a newer one had replaced")));
    }

    private static Finding enteredOnAnOldPage(Check check, Case one) {
        var reference = validReference(one);
        return new Finding(
                VerdictCode.SUPERSEDED_CODE_ENTERED,
                "A code was entered on an older page. A newer one had been requested since, and only code " + reference
                        + " was valid, on the newest page.",
                "Ask the person to close the older page and to type code " + reference
                        + " on the newest one, or to click Log In once more, wait, and use the newest message.",
                "You typed a code on an older page. Only code " + reference
                        + ", typed on the newest page, is valid: please use that one, or ask for a new code and wait"
                        + " for it.",
                Stream.of(
                        new Evidence(check.checkedAt(), "A code was entered on a page that a newer one had replaced")));
    }

    private static boolean isAtAnOldPage(Check check, Case one) {
        return one.login().challenges().stream()
                .filter(challenge -> challenge.checks().contains(check))
                .anyMatch(challenge -> challenge.status() == ChallengeStatus.SUPERSEDED
                        && CourseRules.withdrawnAt(one.login(), challenge.challengeId())
                                .filter(check.checkedAt()::isAfter)
                                .isPresent());
    }

    /** S2, the second tab: the newer code belongs to the newer page, and was perhaps typed on the old one. */
    static Optional<Finding> enteredAtAnOldPage(Case one) {
        return last(one, CheckOutcome.WRONG_CODE)
                .filter(check -> isAfterSupersession(check, one))
                .map(check -> new Finding(
                        VerdictCode.SUPERSEDED,
                        CourseRules.supersededInWords(one) + " Digits were entered on the old page after that, and did"
                                + " not fit.",
                        "Ask the person to close the old page and to use the newest message on the newest page only.",
                        VerdictCode.SUPERSEDED.reply(),
                        Stream.of(
                                new Evidence(CourseRules.endedAt(one), "Superseded by a newer code"),
                                new Evidence(check.checkedAt(), "Digits were entered that did not fit"))));
    }

    /**
     * It was typed when it was worth nothing. Of a cancelled code the issuer says the same, but that it is tells more.
     */
    static Optional<Finding> enteredAfterExpiry(Case one) {
        return last(one, CheckOutcome.EXPIRED)
                .filter(check -> !one.ended(ChallengeStatus.CANCELLED))
                .map(check -> new Finding(
                        VerdictCode.ENTERED_AFTER_EXPIRY,
                        "The code was entered at " + PlainWords.of(check.checkedAt()) + ", after it had expired.",
                        "Ask the person to click Log In again and to type the new code soon after it arrives.",
                        VerdictCode.ENTERED_AFTER_EXPIRY.reply(),
                        Stream.of(new Evidence(check.checkedAt(), "An expired code was entered"))));
    }

    /** A typo, or the digits of something else. */
    static Optional<Finding> wrongDigits(Case one) {
        return last(one, CheckOutcome.WRONG_CODE)
                .filter(check -> !isAfterSupersession(check, one) && !one.ended(ChallengeStatus.LOCKED))
                .filter(check -> !isOfAnEarlierCode(check, one))
                .map(check -> new Finding(
                        VerdictCode.WRONG_DIGITS,
                        "Wrong digits were entered at " + PlainWords.of(check.checkedAt())
                                + (one.alive()
                                        ? "; " + check.attemptsLeft()
                                                + (check.attemptsLeft() == 1 ? " try is" : " tries are")
                                                + " left for code " + one.reference() + "."
                                        : ", instead of code " + one.reference() + "."),
                        one.alive()
                                ? "Ask the person to compare the digits with the message that says code "
                                        + one.reference() + "."
                                : NEWEST_ONLY,
                        "The digits that you typed were not those of code " + one.reference()
                                + ". Please compare them with the message that names this code.",
                        typed(one, CheckOutcome.WRONG_CODE)
                                .map(wrong -> new Evidence(wrong.checkedAt(), "Wrong digits were entered"))));
    }

    /** It worked. Only the end of the code may tell so, and two logins may share a code. */
    static Optional<Finding> verified(Case one) {
        if (!one.verified()) {
            return Optional.empty();
        }
        var here = typed(one, CheckOutcome.VERIFIED).findFirst();
        var at = here.map(Check::checkedAt)
                .orElseGet(() -> ended(one, WithdrawalReason.VERIFIED, CheckOutcome.ALREADY_USED));
        return Optional.of(new Finding(
                VerdictCode.VERIFIED,
                "The right code was entered "
                        + PlainWords.of(Spent.between(one.login().clickedAt(), at)) + " after the click.",
                here.isPresent()
                        ? "Nothing to do for this login."
                        : "If the person is not logged in here: the same code was sent for another login of theirs, and "
                                + "may have been entered there.",
                "The right code was entered at " + PlainWords.of(at) + ", and the login went on.",
                Stream.of(new Evidence(at, "The right code was entered"))));
    }

    /** The last answer of this kind, while the right code has not been entered. */
    private static Optional<Check> last(Case one, CheckOutcome outcome) {
        return one.verified() ? Optional.empty() : typed(one, outcome).reduce((earlier, later) -> later);
    }

    private static Stream<Check> typed(Case one, CheckOutcome... outcomes) {
        return one.checks().stream().filter(check -> Stream.of(outcomes).anyMatch(check.outcome()::equals));
    }

    private static boolean isAfterSupersession(Check check, Case one) {
        return one.ended(ChallengeStatus.SUPERSEDED) && check.checkedAt().isAfter(CourseRules.endedAt(one));
    }

    /** Another code was made at this login since, so what was typed before says nothing of it. */
    private static boolean isOfAnEarlierCode(Check check, Case one) {
        return Optional.ofNullable(one.telling())
                .map(Challenge::requestedAt)
                .filter(check.checkedAt()::isBefore)
                .isPresent();
    }

    /** Of the code that would have been right, which may belong to a later login. */
    private static String validReference(Case one) {
        var successor = one.telling() == null ? null : one.telling().supersededBy();
        return successor == null
                ? one.reference()
                : Objects.requireNonNullElse(successor.reference(), "of the newest message");
    }

    /** The first sign that it ended so. */
    private static Instant ended(Case one, WithdrawalReason reason, CheckOutcome outcome) {
        return one.login().events().stream()
                .map(Published::fact)
                .filter(fact -> switch (fact) {
                    case Fact.Withdrawn withdrawn -> withdrawn.reason() == reason;
                    case Fact.Checked check -> check.outcome() == outcome;
                    case Fact.Requested requested -> false;
                    case Fact.Reported receipt -> false;
                    case Fact.Refused refused -> false;
                })
                .findFirst()
                .map(Fact::at)
                .orElse(one.login().clickedAt());
    }
}
