package ontime.history.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.events.WithdrawalReason;
import ontime.history.facts.Challenge;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Check;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.Published;

/** What was typed. At most one of these is found: the right code, or what was wrong with the last one. */
sealed interface EntryFinding extends Finding {

    static Stream<EntryFinding> in(Login login) {
        var checks = login.checks();
        if (login.verified()) {
            return Stream.of(checks.stream()
                    .filter(check -> check.outcome() == CheckOutcome.VERIFIED)
                    .findFirst()
                    .map(check -> verified(check.checkedAt(), true, login))
                    .orElseGet(() -> verified(
                            ended(login, WithdrawalReason.VERIFIED, CheckOutcome.ALREADY_USED), false, login)));
        }
        return login.newest().stream().flatMap(challenge -> unverified(challenge, checks, login));
    }

    private static Verified verified(Instant at, boolean here, Login login) {
        return new Verified(at, Duration.between(login.clickedAt(), at), here);
    }

    private static Stream<EntryFinding> unverified(Challenge challenge, List<Check> checks, Login login) {
        if (challenge.status() == ChallengeStatus.LOCKED) {
            return Stream.of(new Locked(ended(login, WithdrawalReason.LOCKED, CheckOutcome.LOCKED), wrong(checks)));
        }
        return checks.isEmpty() ? Stream.empty() : last(checks, challenge);
    }

    /** Once it is locked nothing is compared any more: what was entered then may have been right. */
    private static int wrong(List<Check> checks) {
        return Math.toIntExact(checks.stream()
                .filter(check -> switch (check.outcome()) {
                    case WRONG_CODE, SUPERSEDED -> true;
                    case VERIFIED, EXPIRED, ALREADY_USED, LOCKED, OTHER -> false;
                })
                .count());
    }

    /** The first sign that it ended so. */
    private static Instant ended(Login login, WithdrawalReason reason, CheckOutcome outcome) {
        return login.events().stream()
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
                .orElse(login.clickedAt());
    }

    private static Stream<EntryFinding> last(List<Check> checks, Challenge challenge) {
        var last = checks.getLast();
        var reference = Objects.requireNonNullElse(challenge.reference(), "?");
        return switch (last.outcome()) {
            case SUPERSEDED -> Stream.of(new SupersededCodeEntered(last.checkedAt(), currentReference(challenge)));
            // Of a cancelled code the issuer says the same; that it was cancelled is the truer word.
            case EXPIRED ->
                challenge.status() == ChallengeStatus.CANCELLED
                        ? Stream.empty()
                        : Stream.of(new EnteredAfterExpiry(last.checkedAt()));
            case WRONG_CODE -> Stream.of(new WrongDigits(last.checkedAt(), reference, last.attemptsLeft()));
            case LOCKED -> Stream.of(new Locked(last.checkedAt(), wrong(checks)));
            // Of a verified login these speak no more; an outcome that this version does not know says nothing.
            case VERIFIED, ALREADY_USED, OTHER -> Stream.empty();
        };
    }

    /** The reference of the code that would have been right, which may belong to a later login. */
    private static String currentReference(Challenge challenge) {
        var successor = challenge.supersededBy();
        var reference = successor == null ? challenge.reference() : successor.reference();
        return Objects.requireNonNullElse(reference, "of the newest message");
    }

    /**
     * The right code was entered.
     *
     * @param here a check at this login tells so; else only the end of its code does, and two logins may share a code
     */
    record Verified(Instant at, Duration sinceClick, boolean here) implements EntryFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.VERIFIED;
        }

        @Override
        public String text() {
            return "The right code was entered " + PlainWords.of(sinceClick) + " after the click.";
        }

        @Override
        public String advice() {
            return here
                    ? "Nothing to do for this login."
                    : "If the person is not logged in here: the same code was sent for another login of theirs, and may "
                            + "have been entered there.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(at, "The right code was entered"));
        }
    }

    record Locked(Instant at, int entries) implements EntryFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.LOCKED;
        }

        @Override
        public String text() {
            return "Too many wrong codes were entered, so this code is locked.";
        }

        @Override
        public String advice() {
            return "Ask the person to click Log In again and to type the code of the newest message only. "
                    + "If they did not type anything themselves, somebody else may be trying to log in.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(
                    new Evidence(at, entries + (entries == 1 ? " wrong code was" : " wrong codes were") + " entered"));
        }
    }

    record SupersededCodeEntered(Instant at, String reference) implements EntryFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.SUPERSEDED_CODE_ENTERED;
        }

        @Override
        public String text() {
            return "An older code was entered. A newer one had been requested since, and only code " + reference
                    + " was valid.";
        }

        @Override
        public String advice() {
            return "Ask the person to type code " + reference
                    + ", or to click Log In once more, wait, and use the newest message.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(at, "A code was entered that a newer one had replaced"));
        }
    }

    record EnteredAfterExpiry(Instant at) implements EntryFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.ENTERED_AFTER_EXPIRY;
        }

        @Override
        public String text() {
            return "The code was entered at " + PlainWords.of(at) + ", after it had expired.";
        }

        @Override
        public String advice() {
            return "Ask the person to click Log In again and to type the new code soon after it arrives.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(at, "An expired code was entered"));
        }
    }

    record WrongDigits(Instant at, String reference, int attemptsLeft) implements EntryFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.WRONG_DIGITS;
        }

        @Override
        public String text() {
            return "Wrong digits were entered; " + attemptsLeft + (attemptsLeft == 1 ? " try is" : " tries are")
                    + " left for code " + reference + ".";
        }

        @Override
        public String advice() {
            return "Ask the person to compare the digits with the message that says code " + reference + ".";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(at, "Wrong digits were entered"));
        }
    }
}
