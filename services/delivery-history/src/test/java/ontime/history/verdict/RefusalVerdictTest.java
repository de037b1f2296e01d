package ontime.history.verdict;

import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Logins at which no code was made. */
class RefusalVerdictTest {

    /** What happened, the verdict, and a part of what it says. */
    static Stream<Arguments> stories() {
        return Stream.of(
                arguments(
                        "S4: the number is in Jersey, and no email address is known",
                        login().noRoute(RoutingReason.COUNTRY_NOT_ALLOWED, 0.1),
                        VerdictCode.NO_ROUTE,
                        "No code was made at 10:00:00 UTC: the number +44 •••• ••0456 belongs to Jersey, a country to"
                                + " which no SMS is sent, and there is no email address that the code could have gone"
                                + " to instead."),
                arguments(
                        "S4: there is neither number nor address",
                        login().noRoute(RoutingReason.NO_PHONE, 0.1),
                        VerdictCode.NO_ROUTE,
                        "no phone number and no email address is known"),
                arguments(
                        "S5: the number is a landline",
                        login().noRoute(RoutingReason.NOT_A_MOBILE, 0.1),
                        VerdictCode.NO_ROUTE,
                        "the number +44 •••• ••0456 is not a mobile number"),
                arguments(
                        "S5: what was typed as a number is none",
                        login().refused(RefusalReason.INVALID_DESTINATION, 0.1),
                        VerdictCode.INVALID_DESTINATION,
                        "what is on record as the phone number or the email address is none"),
                arguments(
                        "S13: the address bounced, and there is no other",
                        login().noRoute(RoutingReason.SUPPRESSED, 0.1),
                        VerdictCode.NO_ROUTE,
                        "failed for good"),
                arguments(
                        "SMS is closed because of pumping, and there is no address",
                        login().noRoute(RoutingReason.SMS_CLOSED, 0.1),
                        VerdictCode.NO_ROUTE,
                        "SMS to numbers like this one is closed for a while"),
                arguments(
                        "the sixth click in ten minutes",
                        login().rateLimited("user", 5, 305),
                        VerdictCode.RATE_LIMITED,
                        "No code was made at 10:00:05 UTC: too many codes were asked for by this person in a short time."
                                + " It is worth trying again from 10:05:05 UTC on, 5 min later."),
                arguments(
                        "a hundred wrong codes",
                        login().refused(RefusalReason.USER_LOCKED, 1),
                        VerdictCode.LOCKED,
                        "too many wrong codes in a row were entered for this user"),
                arguments(
                        "the login is another user's, of whom nothing was read",
                        login().refusedToStranger(1),
                        VerdictCode.REFUSED,
                        "asked for by user z-stranger, and the login is another user's"),
                arguments(
                        "the auth service sends what nobody understands",
                        login().refused(RefusalReason.MALFORMED, 1),
                        VerdictCode.REFUSED,
                        "could not be understood"),
                arguments(
                        "the request lay on its topic for an hour",
                        login().refused(RefusalReason.TOO_LATE, 1),
                        VerdictCode.REFUSED,
                        "nobody could be waiting"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void theVerdictSaysWhyThereWasNoCode(String story, LoginStory told, VerdictCode code, String words) {
        var verdict = verdict(told, 10);

        assertThat(verdict.code()).as(verdict.text()).isEqualTo(code);
        assertThat(verdict.text()).contains(words);
        assertThat(verdict.advice()).isNotBlank();
        assertThat(verdict.evidence()).hasSize(1);
        assertThat(verdict.also()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "user, by this person",
        "destination, to the same number or address",
        "prefix, to numbers that begin as this one does",
        "client-ip, from the person's internet connection",
        "country, to numbers of this country",
        "tenant, by all users together",
        "spend, may be spent on messages in a day",
        "moon, too many codes were asked for. It"
    })
    void eachLimitIsSaidInPlainWords(String limit, String words) {
        var verdict = verdict(login().rateLimited(limit, 1, 60), 10);

        assertThat(verdict.code()).isEqualTo(VerdictCode.RATE_LIMITED);
        assertThat(verdict.text()).contains(words).contains("worth trying again from 10:01:00 UTC on, 59 s later");
        assertThat(verdict.evidence())
                .extracting(Evidence::text)
                .containsExactly("Refused: RATE_LIMITED, limit " + limit);
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonOfARouteHasWords(RoutingReason reason) {
        var verdict = verdict(login().noRoute(reason, 1), 10);

        assertThat(verdict.code()).isEqualTo(VerdictCode.NO_ROUTE);
        assertThat(verdict.text()).endsWith(".").doesNotContain("null");
    }

    @Test
    void theLastOfSeveralRefusalsIsTheVerdictAndAllAreEvidence() {
        var verdict = verdict(
                login().rateLimited("user", 1, 60).rateLimited("user", 3, 60).noRoute(RoutingReason.SMS_CLOSED, 61),
                70);

        assertThat(verdict.code()).isEqualTo(VerdictCode.NO_ROUTE);
        assertThat(verdict.evidence()).extracting(Evidence::at).containsExactly(at(1), at(3), at(61));
        assertThat(verdict.also()).isEmpty();
    }

    static Stream<Arguments> codesAfterARefusal() {
        return Stream.of(
                arguments(login().rateLimited("user", 1, 20).requested(20), 21, VerdictCode.IN_PROGRESS),
                arguments(
                        login().refused(RefusalReason.USER_LOCKED, 1)
                                .requested(20)
                                .accepted(20.1, 20.2)
                                .typed(CheckOutcome.VERIFIED, 5, 25),
                        30,
                        VerdictCode.VERIFIED),
                arguments(
                        login().rateLimited("user", 1, 20)
                                .requested(20)
                                .accepted(20.1, 20.2)
                                .typed(CheckOutcome.WRONG_CODE, 4, 25),
                        30,
                        VerdictCode.WRONG_DIGITS),
                arguments(
                        login().noRoute(RoutingReason.NO_PHONE, 1)
                                .requested(20)
                                .accepted(20.1, 20.2)
                                .delivered(21),
                        290,
                        VerdictCode.DELIVERED_NOT_ENTERED));
    }

    @ParameterizedTest
    @MethodSource("codesAfterARefusal")
    void aLoginThatGotACodeAfterAllIsJudgedByThatAndTheRefusalIsMentioned(
            LoginStory story, int seenAfter, VerdictCode code) {
        var verdict = verdict(story, seenAfter);

        assertThat(verdict.code()).as(verdict.text()).isEqualTo(code);
        assertThat(verdict.also())
                .filteredOn(remark -> remark.text().startsWith("No code was made at 10:00:01 UTC"))
                .hasSize(1);
    }

    @Test
    void aRefusalEndsNoCodeThatIsStillValid() {
        var story = login().requested(0.1).accepted(0.2, 0.3).delivered(2).rateLimited("user", 30, 600);

        assertThat(verdict(story, 31).code()).isEqualTo(VerdictCode.IN_PROGRESS);
        assertThat(verdict(story, 31).also())
                .extracting(Verdict.Remark::code)
                .containsExactly(VerdictCode.RATE_LIMITED);
    }

    @Test
    void onceTheOlderCodeIsDeadTheRefusalIsTheLastWord() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .typed(CheckOutcome.WRONG_CODE, 0, 10)
                .withdrawn(WithdrawalReason.LOCKED, 10)
                .rateLimited("user", 30, 600);

        assertThat(verdict(story, 31).code()).isEqualTo(VerdictCode.RATE_LIMITED);
        assertThat(verdict(story, 31).also()).extracting(Verdict.Remark::code).contains(VerdictCode.LOCKED);
    }

    @Test
    void whatWasRefusedToSomebodyElseIsNeverTheVerdictOfTheLoginsOwnUser() {
        var story =
                login().requested(0.1).withdrawn(WithdrawalReason.CANCELLED, 5).refusedToStranger(200);
        var refused = login().noRoute(RoutingReason.NO_PHONE, 1).refusedToStranger(2);

        assertThat(verdict(story, 400).code()).isEqualTo(VerdictCode.CANCELLED);
        assertThat(verdict(story, 400).also()).extracting(Verdict.Remark::code).contains(VerdictCode.REFUSED);
        assertThat(verdict(refused, 10).code()).isEqualTo(VerdictCode.NO_ROUTE);
    }

    private static Verdict verdict(LoginStory story, int seenAfter) {
        return Verdict.of(story.seenAt(seenAfter), Patience.DEFAULT, at(seenAfter));
    }
}
