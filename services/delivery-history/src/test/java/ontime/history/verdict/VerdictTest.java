package ontime.history.verdict;

import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.history.facts.Login;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

    /** What happened, when somebody looks, the verdict, and a part of what it says. */
    static Stream<Arguments> stories() {
        return Stream.of(
                arguments(
                        "the code was typed 14 s after the click",
                        login().requested(0.1).accepted(0.2, 0.3).delivered(2).typed(CheckOutcome.VERIFIED, 5, 14),
                        20,
                        VerdictCode.VERIFIED,
                        "14 s after the click"),
                arguments(
                        "the code was asked for a moment ago",
                        login().requested(0.1),
                        1,
                        VerdictCode.IN_PROGRESS,
                        "is about to be sent"),
                arguments(
                        "the SMS was taken a moment ago",
                        login().requested(0.1).accepted(0.2, 0.3),
                        5,
                        VerdictCode.IN_PROGRESS,
                        "has not been entered yet"),
                arguments(
                        "S1: clicked at 10:00, came at 10:04 because the network was slow",
                        login().requested(0.1).accepted(0.2, 0.3).delivered(240),
                        245,
                        VerdictCode.ARRIVED_LATE,
                        "3 min 59 s of it were spent by the phone network"),
                arguments(
                        "S1: our own throttle held it for two minutes, and the code was typed all the same",
                        login().requested(0.1).accepted(120, 120.2).typed(CheckOutcome.VERIFIED, 5, 130),
                        140,
                        VerdictCode.ARRIVED_LATE,
                        "our worker, which held it back"),
                arguments(
                        "S1: it came when it had expired",
                        login().requested(0.1).accepted(0.2, 0.3).delivered(310),
                        320,
                        VerdictCode.ARRIVED_AFTER_EXPIRY,
                        "expired already"),
                arguments(
                        "S2: the code of the first click was typed at the second",
                        login().requested(0.1)
                                .accepted(0.2, 0.3)
                                .withdrawn(WithdrawalReason.SUPERSEDED, 20)
                                .again(20)
                                .accepted(20.2, 20.3)
                                .typed(CheckOutcome.SUPERSEDED, 4, 30),
                        35,
                        VerdictCode.SUPERSEDED_CODE_ENTERED,
                        "only code K2 was valid"),
                arguments(
                        "S2: the person clicked Log In again, so this login came to nothing",
                        login().requested(0.1).accepted(0.2, 0.3).supersededBy("l-2", "Q4", 20),
                        25,
                        VerdictCode.SUPERSEDED,
                        "The newer one is code Q4"),
                arguments(
                        "S4: the number is abroad, and the mail was not read",
                        login().requested(0.1, Channel.EMAIL, RoutingReason.COUNTRY_NOT_ALLOWED)
                                .accepted(0.2, 0.3),
                        100,
                        VerdictCode.ROUTED_TO_EMAIL_COUNTRY,
                        "went by email to a•••@example.com"),
                arguments(
                        "S8: the SMS failed, and the code went by email",
                        login().requested(0.1)
                                .failed(DeliveryReason.PROVIDER_UNAVAILABLE, 5)
                                .redelivered(6, Channel.EMAIL, RoutingReason.FALLBACK)
                                .accepted(6.1, 6.2),
                        20,
                        VerdictCode.FELL_BACK,
                        "same code went by email"),
                arguments(
                        "S13: the mail server refused the mail",
                        login().requested(0.1, Channel.EMAIL, RoutingReason.AS_REQUESTED)
                                .failed(DeliveryReason.REJECTED, 1),
                        20,
                        VerdictCode.BOUNCED,
                        "refused the email to a•••@example.com"),
                arguments(
                        "S13: the mail server took the mail and sent it back",
                        login().requested(0.1, Channel.EMAIL, RoutingReason.AS_REQUESTED)
                                .accepted(0.2, 0.3)
                                .returned(DeliveryReason.INVALID_DESTINATION, 7),
                        20,
                        VerdictCode.BOUNCED,
                        "to a•••@example.com was sent and did not arrive: the destination does not exist"),
                arguments(
                        "the phone could not be reached",
                        login().requested(0.1).accepted(0.2, 0.3).returned(DeliveryReason.UNREACHABLE, 90),
                        200,
                        VerdictCode.BOUNCED,
                        "did not arrive: the receiving side could not be reached"),
                arguments(
                        "the digits were wrong",
                        login().requested(0.1).accepted(0.2, 0.3).typed(CheckOutcome.WRONG_CODE, 3, 10),
                        20,
                        VerdictCode.WRONG_DIGITS,
                        "3 tries are left for code K1"),
                arguments(
                        "the digits were wrong five times",
                        login().requested(0.1)
                                .accepted(0.2, 0.3)
                                .typed(CheckOutcome.WRONG_CODE, 0, 10)
                                .withdrawn(WithdrawalReason.LOCKED, 10),
                        20,
                        VerdictCode.LOCKED,
                        "locked"),
                arguments(
                        "the code was cancelled and typed all the same",
                        login().requested(0.1)
                                .accepted(0.2, 0.3)
                                .withdrawn(WithdrawalReason.CANCELLED, 10)
                                .typed(CheckOutcome.EXPIRED, 5, 12),
                        20,
                        VerdictCode.CANCELLED,
                        "cancelled"),
                arguments(
                        "the code came in time and was typed too late",
                        login().requested(0.1).accepted(0.2, 0.3).delivered(2).typed(CheckOutcome.EXPIRED, 5, 400),
                        410,
                        VerdictCode.ENTERED_AFTER_EXPIRY,
                        "at 10:06:40 UTC, after it had expired"),
                arguments(
                        "the phone has it, and nobody typed it",
                        login().requested(0.1).accepted(0.2, 0.3).delivered(2),
                        100,
                        VerdictCode.DELIVERED_NOT_ENTERED,
                        "was delivered at 10:00:02 UTC"),
                arguments(
                        "the provider took it, and nobody heard of it since",
                        login().requested(0.1).accepted(0.2, 0.3),
                        100,
                        VerdictCode.CARRIER_UNCONFIRMED,
                        "Nobody has confirmed its arrival"),
                arguments(
                        "nobody will tell any more",
                        login().requested(0.1).accepted(0.2, 0.3).unknown(200),
                        400,
                        VerdictCode.CARRIER_UNCONFIRMED,
                        "Nobody has confirmed its arrival"),
                arguments(
                        "the provider throttles",
                        login().requested(0.1)
                                .deferred(1, DeliveryReason.THROTTLED, 0.3)
                                .deferred(2, DeliveryReason.THROTTLED, 2.3),
                        3,
                        VerdictCode.PROVIDER_THROTTLED,
                        "asked us to slow down, 2 times; the next try is due at 10:00:04 UTC"),
                arguments(
                        "the provider throttled until the code had expired",
                        login().requested(0.1)
                                .deferred(1, DeliveryReason.THROTTLED, 0.3)
                                .dropped(DeliveryReason.EXPIRED, 300),
                        310,
                        VerdictCode.DROPPED_EXPIRED,
                        "was never sent"),
                arguments(
                        "the code could not have arrived in time",
                        login().requested(0.1).dropped(DeliveryReason.TOO_LATE_TO_ARRIVE, 295),
                        310,
                        VerdictCode.DROPPED_EXPIRED,
                        "was never sent"),
                arguments(
                        "the provider could not be reached",
                        login().requested(0.1).failed(DeliveryReason.PROVIDER_UNAVAILABLE, 30),
                        40,
                        VerdictCode.PROVIDER_FAILED,
                        "the provider (sns) could not be reached"),
                arguments(
                        "one call failed, and another follows",
                        login().requested(0.1).deferred(1, DeliveryReason.TIMED_OUT, 2),
                        3,
                        VerdictCode.IN_PROGRESS,
                        "the next try is due at 10:00:04 UTC"),
                arguments(
                        "no worker has taken the code",
                        login().requested(0.1),
                        90,
                        VerdictCode.NO_RECEIPT,
                        "nothing was heard of it since"),
                arguments(
                        "somebody cancelled it",
                        login().requested(0.1).withdrawn(WithdrawalReason.CANCELLED, 4),
                        10,
                        VerdictCode.CANCELLED,
                        "was cancelled at 10:00:04 UTC, by the auth service or by support"),
                arguments(
                        "the number was a landline",
                        login().requested(0.1, Channel.EMAIL, RoutingReason.NOT_A_MOBILE)
                                .accepted(0.2, 0.3),
                        1,
                        VerdictCode.ROUTED_TO_OTHER_CHANNEL,
                        "because the number is not a mobile number"),
                arguments(
                        "the address is suppressed",
                        login().requested(0.1, Channel.SMS, RoutingReason.SUPPRESSED)
                                .accepted(0.2, 0.3),
                        1,
                        VerdictCode.SUPPRESSED,
                        "failed for good"));
    }

    @Test
    void aCodeThatHasArrivedIsNotOnItsWay() {
        var login = login().requested(0.1).accepted(0.2, 0.3).delivered(1).seenAt(3);

        assertThat(Verdict.of(login, Patience.DEFAULT, at(3)).reply())
                .isEqualTo("Your code has arrived. Please look for the newest SMS, and type the code that is in it.");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void theVerdictTellsTheStory(String story, LoginStory told, int seenAfter, VerdictCode code, String words) {
        var verdict = Verdict.of(told.seenAt(seenAfter), Patience.DEFAULT, at(seenAfter));

        assertThat(verdict.code()).as(verdict.text()).isEqualTo(code);
        assertThat(verdict.text()).contains(words);
        assertThat(verdict.advice()).isNotBlank();
        assertThat(verdict.severity()).isEqualTo(code.severity());
    }

    @Test
    void whileADetourIsUnderWayItIsOnlyMentioned() {
        var story = login().requested(0.1, Channel.SMS, Channel.EMAIL, RoutingReason.NO_PHONE)
                .deferred(1, DeliveryReason.GREYLISTED, 2);

        var verdict = Verdict.of(story.seenAt(3), Patience.DEFAULT, at(3));

        assertThat(verdict.code()).isEqualTo(VerdictCode.IN_PROGRESS);
        assertThat(verdict.text()).contains("the next try is due at 10:00:04 UTC");
        assertThat(verdict.also())
                .extracting(Verdict.Remark::code)
                .containsExactly(VerdictCode.ROUTED_TO_OTHER_CHANNEL);
        assertThat(Verdict.of(story.accepted(2, 4, 4.1).seenAt(5), Patience.DEFAULT, at(5))
                        .code())
                .isEqualTo(VerdictCode.ROUTED_TO_OTHER_CHANNEL);
    }

    @Test
    void aDetourDoesNotHideThatNoWorkerAnswers() {
        var story = login().requested(0.1, Channel.EMAIL, RoutingReason.COUNTRY_NOT_ALLOWED);

        assertThat(Verdict.of(story.seenAt(90), Patience.DEFAULT, at(90)).code())
                .isEqualTo(VerdictCode.NO_RECEIPT);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_PHONE", "NO_EMAIL"})
    void theOnlyWayThereIsIsNoDetourForWhoAskedForNone(RoutingReason reason) {
        var story = login().requested(0.1, Channel.EMAIL, reason).accepted(0.2, 0.3);

        var verdict = Verdict.of(story.seenAt(5), Patience.DEFAULT, at(5));

        assertThat(verdict.code()).isEqualTo(VerdictCode.IN_PROGRESS);
        assertThat(verdict.also()).isEmpty();
    }

    static Stream<Arguments> arrivals() {
        return Stream.of(
                arguments(login().requested(0.1).accepted(120, 120.2), "was taken by the provider late"),
                arguments(login().requested(0.1).accepted(300.1, 300.2), "was taken by the provider 5 min after"),
                arguments(login().requested(0.1).accepted(120, 120.2).delivered(125), "came late"),
                arguments(login().requested(0.1).accepted(300.1, 300.2).delivered(302), "came 5 min 2 s after"));
    }

    @ParameterizedTest
    @MethodSource("arrivals")
    void onlyWhatWasDeliveredIsSaidToHaveArrived(LoginStory story, String words) {
        var verdict = Verdict.of(story.seenAt(310), Patience.DEFAULT, at(310));

        assertThat(verdict.text()).contains(words);
        assertThat(verdict.evidence())
                .last()
                .extracting(Evidence::text)
                .isEqualTo(words.startsWith("came") ? "The message arrived" : "The message was taken by the provider");
    }

    @Test
    void whatIsLessTellingIsMentioned() {
        var story = login().requested(0.1, Channel.EMAIL, RoutingReason.COUNTRY_NOT_ALLOWED)
                .accepted(0.2, 0.3)
                .typed(CheckOutcome.VERIFIED, 5, 20);

        var verdict = Verdict.of(story.seenAt(21), Patience.DEFAULT, at(21));

        assertThat(verdict.code()).isEqualTo(VerdictCode.VERIFIED);
        assertThat(verdict.also())
                .extracting(Verdict.Remark::code)
                .containsExactly(VerdictCode.ROUTED_TO_EMAIL_COUNTRY);
    }

    @Test
    void aMessageTooYoungToJudgeIsNeitherLateNorLost() {
        var story = login().requested(0.1).accepted(0.2, 0.3);

        assertThat(Verdict.of(story.seenAt(60.2), Patience.DEFAULT, at(60.2)).code())
                .isEqualTo(VerdictCode.IN_PROGRESS);
        assertThat(Verdict.of(story.seenAt(60.3), Patience.DEFAULT, at(60.3)).code())
                .isEqualTo(VerdictCode.CARRIER_UNCONFIRMED);
    }

    @Test
    void thereIsAVerdictWhicheverPartOfAStoryHasBeenRead() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var stories = Stream.of(stories(), RefusalVerdictTest.stories(), FallbackVerdictTest.stories())
                .flatMap(family -> family)
                .map(story -> (LoginStory) story.get()[1])
                .toList();
        for (var round = 0; round < 2_000; round++) {
            var facts =
                    new ArrayList<>(stories.get(random.nextInt(stories.size())).facts());
            facts.removeIf(fact -> random.nextBoolean());
            if (facts.isEmpty()) {
                continue;
            }
            var now = at(random.nextInt(400));

            var verdict = Verdict.of(Login.of(facts, Map.of(), now), Patience.DEFAULT, now);

            assertThat(List.of(verdict.text(), verdict.advice()))
                    .as("seed %d, %s", seed, facts)
                    .allSatisfy(words -> assertThat(words).isNotBlank().doesNotContain("null"));
        }
    }
}
