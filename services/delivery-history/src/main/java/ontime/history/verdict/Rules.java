package ontime.history.verdict;

import java.util.List;

/**
 * Everything that can be said of a login, the most telling first: of those that are true the first is the verdict, and
 * the others are mentioned.
 */
final class Rules {

    static final List<Rule> RANKED = List.of(
            // There is no code to speak of.
            RefusalRules::lastWord,

            // What was typed tells more than what was sent. A page that a newer code has closed takes no digits at all.
            EntryRules::locked,
            EntryRules::olderCodeEntered,
            EntryRules::enteredAtAnOldPage,

            // It cannot have been read by the right person, or not in time.
            ContactRules::wentToOldDestination,
            ArrivalRules::cameAfterExpiry,
            EntryRules::enteredAfterExpiry,
            AppRules::wrongDigits,

            // It worked, if late.
            ArrivalRules::cameLate,
            AppRules::verified,

            // It was never sent, or came back.
            SendingRules::refusedByMailServer,
            SendingRules::cameBack,
            SendingRules::expiredBeforeItWasSent,
            SendingRules::failed,
            SendingRules::neverTriedAgain,
            CallRules::perhapsSent,

            // Somebody ended it.
            CourseRules::superseded,
            CourseRules::cancelled,

            // It takes its time, or went another way than the person looks.
            CallRules::throttled,
            CourseRules::nothingHeard,
            RouteRules::fellBack,
            RouteRules::detoured,

            // It was sent, and nobody typed it.
            ArrivalRules::unconfirmed,
            ArrivalRules::deliveredNotEntered,
            CourseRules::expired,

            // Nothing is wrong yet. It is always true, so what follows is only ever mentioned.
            CourseRules::tooEarlyToTell,
            RouteRules::fallingBack,
            RouteRules::detouring,
            CallRules::sentTwice,
            RefusalRules::earlierOfThePerson,
            RefusalRules::ofSomebodyElse,
            ClockRules::clocksDisagree);

    private Rules() {}

    /** What is true of a login, the most telling first. There is always something. */
    static List<Finding> findIn(Case one) {
        return RANKED.stream().flatMap(rule -> rule.look(one).stream()).toList();
    }
}
