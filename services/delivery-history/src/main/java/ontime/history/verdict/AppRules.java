package ontime.history.verdict;

import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.history.facts.Check;

/** S9: what was typed was to be the code of an authenticator app, for which nothing is sent. */
final class AppRules {

    private AppRules() {}

    /** The app's code was right; and else whatever was sent. */
    static Optional<Finding> verified(Case one) {
        return one.checks().stream()
                .filter(check -> check.isOfApp() && check.outcome() == CheckOutcome.VERIFIED)
                .findFirst()
                .map(check -> new Finding(
                        VerdictCode.VERIFIED,
                        "The right code of the authenticator app was entered at " + PlainWords.of(check.checkedAt())
                                + ".",
                        "Nothing to do for this login.",
                        "The right code was entered at " + PlainWords.of(check.checkedAt())
                                + ", and the login went on.",
                        Stream.of(new Evidence(check.checkedAt(), "The right code of the app was entered"))))
                .or(() -> EntryRules.verified(one));
    }

    /** The app's code was wrong: most often the clock of the phone is, or the code was used before. */
    static Optional<Finding> wrongDigits(Case one) {
        return lastIsWrongOfApp(one)
                ? Optional.of(wrongDigits(one, one.checks().getLast()))
                : EntryRules.wrongDigits(one);
    }

    private static boolean lastIsWrongOfApp(Case one) {
        return !one.verified()
                && !one.checks().isEmpty()
                && one.checks().getLast().isOfApp()
                && one.checks().getLast().outcome() == CheckOutcome.WRONG_CODE;
    }

    private static Finding wrongDigits(Case one, Check last) {
        return new Finding(
                VerdictCode.WRONG_DIGITS,
                "Digits were entered at " + PlainWords.of(last.checkedAt())
                        + " that the authenticator app does not show now, or that were used before; "
                        + last.attemptsLeft() + (last.attemptsLeft() == 1 ? " try is" : " tries are") + " left.",
                "Ask the person to set the phone's clock to automatic, to wait for the next code of the app, and to type"
                        + " that one. If it does not help, have the app set up anew.",
                "The digits that you typed were not those that the app shows. Please check that the phone sets its clock"
                        + " by itself, wait for the next code, and type that one.",
                one.checks().stream()
                        .filter(check -> check.isOfApp() && check.outcome() == CheckOutcome.WRONG_CODE)
                        .map(wrong -> new Evidence(wrong.checkedAt(), "Wrong digits of the app were entered")));
    }
}
