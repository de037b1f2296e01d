package ontime.history.verdict;

import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S8: the first message did not get through, and the same code went the other way. */
class FallbackVerdictTest {

    static Stream<Arguments> stories() {
        return Stream.of(
                arguments(
                        "the SMS failed after five seconds of tries",
                        fallback(login().requested(0.1)
                                .deferred(1, DeliveryReason.PROVIDER_UNAVAILABLE, 0.3)
                                .failed(DeliveryReason.PROVIDER_UNAVAILABLE, 5)),
                        "The SMS was not sent, because the provider (sns) could not be reached or failed, so the same"
                                + " code went by email to a•••@example.com, 20 s later; 4.8 s of these were spent by a"
                                + " provider that failed or did not answer, and by the waits before we tried again."),
                arguments(
                        "the provider took the SMS, and no arrival was reported",
                        fallback(login().requested(0.1).accepted(0.2, 0.3)),
                        "The provider took the SMS, but nobody confirmed its arrival in time, so the same code went by"
                                + " email to a•••@example.com, 20 s later; 19 s of these were spent by the phone network."
                                + " Both were sent: the provider took the SMS at 10:00:00 UTC."),
                arguments(
                        "the provider throttled the SMS",
                        fallback(login().requested(0.1)
                                .deferred(1, DeliveryReason.THROTTLED, 0.3)
                                .deferred(2, DeliveryReason.THROTTLED, 12)),
                        "The provider did not take the SMS in time, so the same code went by email to"
                                + " a•••@example.com, 20 s later; 19 s of these were spent by the provider, which asked"
                                + " us to slow down."),
                arguments(
                        "no worker took the SMS",
                        fallback(login().requested(0.1)),
                        "19 s of these were spent by Kafka and worker lag"));
    }

    private static LoginStory fallback(LoginStory story) {
        return story.redelivered(20, Channel.EMAIL, RoutingReason.FALLBACK).accepted(20.1, 20.2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void theVerdictSaysWhatBecameOfTheFirstMessageAndWhoseSecondsWereLost(String story, LoginStory told, String words) {
        var verdict = Verdict.of(told.seenAt(25), Patience.DEFAULT, at(25));

        assertThat(verdict.code()).as(verdict.text()).isEqualTo(VerdictCode.FELL_BACK);
        assertThat(verdict.text()).contains(words);
        assertThat(verdict.advice()).contains("email", "same code");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void onceTheCodeIsEnteredTheFallbackIsMentionedInTheSameWords(String story, LoginStory told, String words) {
        var verdict = Verdict.of(told.typed(CheckOutcome.VERIFIED, 5, 26).seenAt(27), Patience.DEFAULT, at(27));

        assertThat(verdict.code()).isEqualTo(VerdictCode.VERIFIED);
        assertThat(verdict.also())
                .filteredOn(remark -> remark.code() == VerdictCode.FELL_BACK)
                .singleElement()
                .satisfies(remark -> assertThat(remark.text()).contains(words));
    }

    @Test
    void whatBecomesOfTheFirstMessageLaterIsNotWhyThereWasASecond() {
        var story = login().requested(0.1)
                .deferred(1, DeliveryReason.TIMED_OUT, 10)
                .redelivered(20, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(20.1, 20.2);
        var later = login().requested(0.1)
                .deferred(1, DeliveryReason.TIMED_OUT, 10)
                .failed(DeliveryReason.REJECTED, 24)
                .redelivered(20, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(20.1, 20.2);

        assertThat(Verdict.of(later.seenAt(25), Patience.DEFAULT, at(25)).text())
                .isEqualTo(
                        Verdict.of(story.seenAt(25), Patience.DEFAULT, at(25)).text())
                .startsWith("The provider did not take the SMS in time");
    }

    @Test
    void aLateFallbackIsTheVerdictUntilTheCodeIsEnteredLate() {
        var story = login().requested(0.1)
                .deferred(1, DeliveryReason.TIMED_OUT, 30)
                .redelivered(40, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(40.1, 40.2);

        assertThat(Verdict.of(story.seenAt(45), Patience.DEFAULT, at(45)).code())
                .isEqualTo(VerdictCode.FELL_BACK);
        var entered = Verdict.of(story.typed(CheckOutcome.VERIFIED, 5, 50).seenAt(51), Patience.DEFAULT, at(51));
        assertThat(entered.code()).isEqualTo(VerdictCode.ARRIVED_LATE);
        assertThat(entered.text())
                .contains("40 s of it passed before this message was asked for")
                .contains("of these were spent by our worker, which held it back");
        assertThat(entered.also()).extracting(Verdict.Remark::code).contains(VerdictCode.FELL_BACK);
    }

    @Test
    void whileTheSecondMessageIsOnItsWayTheFailureOfTheFirstIsNotTheEnd() {
        var story = login().requested(0.1)
                .failed(DeliveryReason.PROVIDER_UNAVAILABLE, 5)
                .redelivered(6, Channel.EMAIL, RoutingReason.FALLBACK);

        var verdict = Verdict.of(story.seenAt(7), Patience.DEFAULT, at(7));

        assertThat(verdict.code()).isEqualTo(VerdictCode.IN_PROGRESS);
        assertThat(verdict.text()).isEqualTo("The email is about to be sent.");
        assertThat(verdict.also()).extracting(Verdict.Remark::code).containsExactly(VerdictCode.FELL_BACK);
        assertThat(Verdict.of(story.seenAt(70), Patience.DEFAULT, at(70)).text())
                .isEqualTo("The email was requested at 10:00:06 UTC, and nothing was heard of it since.");
        assertThat(Verdict.of(story.seenAt(310), Patience.DEFAULT, at(310)).code())
                .isEqualTo(VerdictCode.PROVIDER_FAILED);
    }

    @Test
    void aSecondMessageOfWhichTheFirstIsNotKnownIsToldWithoutIt() {
        var story = login().requested(0.1)
                .redelivered(6, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(6.1, 6.2)
                .without(0);

        assertThat(Verdict.of(story.seenAt(7), Patience.DEFAULT, at(7)).text())
                .isEqualTo("The first message failed or was not confirmed in time, so the same code went by email to"
                        + " a•••@example.com.");
    }
}
