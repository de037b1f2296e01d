package ontime.history.verdict;

import static java.util.Comparator.comparing;
import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.history.facts.LoginStory;
import org.junit.jupiter.api.Test;

/** What users complained of in earlier verdicts: things that were said wrongly, or that nobody said. */
class ComplaintVerdictTest {

    @Test
    void aCallThatTimedOutAndWasThenDroppedAsSupersededMayStillArrive() {
        var story = login().requested(0.1)
                .unanswered(1, 0.2, 5.2)
                .supersededBy("l-2", "Q4", 6)
                .dropped(1, DeliveryReason.SUPERSEDED, 6.1);

        var verdict = verdict(story, 10);

        assertThat(verdict.code()).isEqualTo(VerdictCode.PERHAPS_SENT);
        assertThat(verdict.text())
                .isEqualTo("The SMS may still arrive: the provider (sns) did not say whether it took it, and we did not"
                        + " try again, because it was not wanted any more.");
        assertThat(verdict.evidence())
                .extracting(Evidence::text)
                .containsExactly(
                        "Attempt 1: DEFERRED, TIMED_OUT (no answer in time, perhaps taken)", "DROPPED, SUPERSEDED");
        assertThat(verdict.also()).extracting(Verdict.Remark::code).containsExactly(VerdictCode.SUPERSEDED);
    }

    @Test
    void aCallThatFailedForCertainAndWasThenDroppedWillNotArrive() {
        var story = login().requested(0.1)
                .deferred(1, DeliveryReason.PROVIDER_UNAVAILABLE, 5)
                .supersededBy("l-2", "Q4", 6)
                .dropped(1, DeliveryReason.SUPERSEDED, 6.1);

        assertThat(verdict(story, 10).code()).isEqualTo(VerdictCode.SUPERSEDED);
    }

    @Test
    void aMessageThatMayHaveComeTwiceIsMentioned() {
        var story = login().requested(0.1)
                .unanswered(1, 0.2, 5.2)
                .accepted(2, 5.6, 5.7)
                .typed(CheckOutcome.VERIFIED, 5, 20);

        assertThat(verdict(story, 30).code()).isEqualTo(VerdictCode.VERIFIED);
        assertThat(said(story, VerdictCode.SENT_TWICE))
                .startsWith("The SMS may have been sent more than once, with the same code each time");
    }

    @Test
    void aMessageThatWasSentAgainAfterACrashIsMentioned() {
        var story = login().requested(0.1).accepted(1, 0.2, 0.3).accepted(1, 40, 40.1);

        assertThat(said(story, VerdictCode.SENT_TWICE)).startsWith("The SMS was sent more than once");
        assertThat(verdict(login().requested(0.1).accepted(1, 0.2, 0.3), 100).also())
                .isEmpty();
    }

    @Test
    void waitsAfterCallsThatFailedAreTheProvidersAndNotOurOwn() {
        var outage = login().requested(0.1)
                .deferred(1, DeliveryReason.PROVIDER_UNAVAILABLE, 1)
                .deferred(2, DeliveryReason.TIMED_OUT, 10)
                .accepted(3, 60, 60.2)
                .typed(CheckOutcome.VERIFIED, 5, 70);
        var throttle = login().requested(0.1)
                .deferred(1, DeliveryReason.THROTTLED, 1)
                .accepted(2, 60, 60.2)
                .typed(CheckOutcome.VERIFIED, 5, 70);

        assertThat(verdict(outage, 80).code()).isEqualTo(VerdictCode.ARRIVED_LATE);
        assertThat(verdict(outage, 80).spent()).isEqualTo(new Spent(Spender.OUTAGE, Duration.ofMillis(59_100)));
        assertThat(verdict(throttle, 80).spent()).isEqualTo(new Spent(Spender.THROTTLE, Duration.ofMillis(59_100)));
        assertThat(verdict(throttle, 80).text()).contains("the provider, which asked us to slow down");
        assertThat(verdict(throttle, 80).also())
                .extracting(Verdict.Remark::code)
                .contains(VerdictCode.PROVIDER_THROTTLED);
    }

    @Test
    void aHoldBeforeTheFirstCallIsNotCalledOurThrottleOnly() {
        var story = login().requested(0.1).accepted(60, 60.2).typed(CheckOutcome.VERIFIED, 5, 70);

        assertThat(verdict(story, 80).text()).contains("for its turn or for a provider that answered nobody");
        assertThat(verdict(story, 80).spent()).isEqualTo(new Spent(Spender.HOLD, Duration.ofMillis(59_850)));
    }

    @Test
    void whileOurWorkerWasDownTheQueueIsNamedAndNotTheIssuer() {
        var story = login().requested(0.1).consumedAt(60).accepted(60.1, 60.2);

        assertThat(verdict(story, 65).code()).isEqualTo(VerdictCode.ARRIVED_LATE);
        assertThat(verdict(story, 65).text()).contains("no worker had read it yet");
        assertThat(verdict(story, 65).spent()).isEqualTo(new Spent(Spender.QUEUE, Duration.ofMillis(59_880)));
    }

    @Test
    void theAuthServiceAndTheIssuerAreToldApart() {
        var auth = login().requested(50).accepted(50.1, 50.2);

        assertThat(verdict(auth, 55).spent()).isEqualTo(new Spent(Spender.AUTH_SERVICE, Duration.ofSeconds(50)));
    }

    @Test
    void aMessageThatWaitsForLongIsNotOnItsWayToTheProvider() {
        assertThat(verdict(login().requested(0.1), 30).text())
                .isEqualTo("The SMS has not been sent yet: for 29 s it has waited for a worker, or for a provider that"
                        + " does not answer.");
        assertThat(verdict(login().requested(0.1), 30).code()).isEqualTo(VerdictCode.IN_PROGRESS);
    }

    @Test
    void aTryThatWasDueIsNotStillToCome() {
        var story = login().requested(0.1).deferred(1, DeliveryReason.TIMED_OUT, 2);

        assertThat(verdict(story, 3).text())
                .isEqualTo("The SMS could not be sent yet, because the provider (sns) did not answer in time; the next"
                        + " try is due at 10:00:04 UTC.");
        assertThat(verdict(story, 50).text()).contains("the next try was due at 10:00:04 UTC, and waits for its turn");
        var dead = login().requested(0.1).deferred(1, DeliveryReason.THROTTLED, 2);
        assertThat(verdict(dead, 400).text()).doesNotContain("next try");
    }

    @Test
    void whatTheProviderNeverTookAndNobodyTriedAgainHasFailed() {
        var story = login().requested(0.1).deferred(1, DeliveryReason.TIMED_OUT, 2);

        assertThat(verdict(story, 299).code()).isEqualTo(VerdictCode.IN_PROGRESS);
        assertThat(verdict(story, 300).code()).isEqualTo(VerdictCode.PROVIDER_FAILED);
    }

    @Test
    void aCodeThatExpiredAndOfWhichNothingElseIsKnownIsNotInProgress() {
        var story = login().requested(0.1).dropped(DeliveryReason.WITHDRAWN, 5);

        assertThat(verdict(story, 299).code()).isEqualTo(VerdictCode.IN_PROGRESS);
        assertThat(verdict(story, 300).code()).isEqualTo(VerdictCode.EXPIRED);
    }

    @Test
    void anArrivalFiftyMillisecondsBeforeTheAnswerOfTheProviderIsNoContradiction() {
        var verdict = verdict(login().requested(0.1).accepted(0.2, 2.05).delivered(2), 100);

        assertThat(verdict.code()).isEqualTo(VerdictCode.DELIVERED_NOT_ENTERED);
        assertThat(verdict.also()).isEmpty();
    }

    @Test
    void clocksThatCannotBothBeRightAreMentioned() {
        var story = login().requested(0.1).accepted(0.2, 12.5).delivered(2);

        assertThat(said(story, VerdictCode.CLOCK_SKEW))
                .isEqualTo("The clock of the phone network or receiving mail server is 10 s behind, or more: the times"
                        + " of this login were put in order, and are uncertain by as much.");
    }

    @Test
    void thatNobodyWillTellAnyMoreIsSaidAtOnce() {
        var verdict = verdict(login().requested(0.1).accepted(0.2, 0.3).unknown(30), 31);

        assertThat(verdict.code()).isEqualTo(VerdictCode.CARRIER_UNCONFIRMED);
        assertThat(verdict.text()).contains("and nobody will any more");
    }

    @Test
    void aFallbackAfterACrashSaysThatBothMessagesWereSent() {
        var story = login().requested(0.1)
                .redelivered(20, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(20.1, 20.2)
                .firstDeliveryAgain(Channel.SMS)
                .consumedAt(40)
                .accepted(40.1, 40.2);

        assertThat(said(story, VerdictCode.FELL_BACK))
                .startsWith("The provider did not take the SMS in time, so the same code went by email")
                .endsWith("Both were sent: the provider took the SMS at 10:00:40 UTC.");
        assertThat(verdict(story, 50).evidence()).hasSizeGreaterThan(1).isSortedAccordingTo(comparing(Evidence::at));
    }

    @Test
    void anOlderCodeIsNamedBeforeTheWrongDigitsThatFollowedIt() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .withdrawn(WithdrawalReason.SUPERSEDED, 20)
                .again(20)
                .accepted(20.2, 20.3)
                .typed(CheckOutcome.SUPERSEDED, 4, 30)
                .typed(CheckOutcome.WRONG_CODE, 3, 40);

        assertThat(verdict(story, 50).code()).isEqualTo(VerdictCode.SUPERSEDED_CODE_ENTERED);
        assertThat(verdict(story, 50).also()).extracting(Verdict.Remark::code).contains(VerdictCode.WRONG_DIGITS);
    }

    @Test
    void digitsThatWereTypedOnAnOldPageAreNotCalledWrongButThePageOld() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .supersededBy("l-2", "Q4", 20)
                .typed(CheckOutcome.WRONG_CODE, 4, 30);

        var verdict = verdict(story, 50);

        assertThat(verdict.code()).isEqualTo(VerdictCode.SUPERSEDED);
        assertThat(verdict.text()).contains("code Q4", "Digits were entered on the old page");
        assertThat(verdict.also()).isEmpty();
    }

    @Test
    void digitsThatWereWrongForAnEarlierCodeOfTheLoginAreForgotten() {
        var story = login().requested(0.1)
                .accepted(0.2, 0.3)
                .typed(CheckOutcome.WRONG_CODE, 4, 10)
                .withdrawn(WithdrawalReason.SUPERSEDED, 20)
                .again(20)
                .accepted(20.2, 20.3);

        assertThat(verdict(story, 25).code()).isEqualTo(VerdictCode.IN_PROGRESS);
    }

    @Test
    void aCodeThatWentToTheNumberBeforeTheChangeIsNamed() {
        var story = login().toContact(3)
                .requested(0.1)
                .accepted(0.2, 0.3)
                .delivered(2)
                .supersededBy("l-2", "Q4", "+44 •••• ••0456", 4, 90);

        var verdict = verdict(story, 100);

        assertThat(verdict.code()).isEqualTo(VerdictCode.SENT_TO_OLD_DESTINATION);
        assertThat(verdict.text())
                .isEqualTo("The SMS to +44 •••• ••0123 went to an old destination: the person's next code, at 10:01:30"
                        + " UTC, went to +44 •••• ••0456.");
    }

    @Test
    void everyVerdictHasAReplyThatNamesNothingOfOurs() {
        for (var code : VerdictCode.values()) {
            assertThat(code.reply())
                    .as("%s", code)
                    .isNotBlank()
                    .endsWith(".")
                    .doesNotContainIgnoringCase("kafka", "worker", "provider", "issuer", "queue", "operations");
        }
    }

    @Test
    void theTimesOfADeliveryAreThoseOfItsSpenders() {
        var login = login().requested(0.1)
                .deferred(1, DeliveryReason.THROTTLED, 1)
                .accepted(2, 60, 60.2)
                .delivered(63)
                .typed(CheckOutcome.VERIFIED, 5, 70)
                .seenAt(80);
        var delivery = login.challenges().getFirst().deliveries().getFirst();

        assertThat(Spent.of(delivery))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Spender.AUTH_SERVICE, Duration.ofMillis(100),
                        Spender.ISSUER, Duration.ofMillis(20),
                        Spender.QUEUE, Duration.ofMillis(30),
                        Spender.HOLD, Duration.ofMillis(750),
                        Spender.THROTTLE, Duration.ofMillis(59_100),
                        Spender.PROVIDER, Duration.ofMillis(200),
                        Spender.PHONE_NETWORK, Duration.ofMillis(2_800),
                        Spender.PERSON, Duration.ofSeconds(7)));
        assertThat(Spent.of(delivery).values().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(delivery.ledger().total());
    }

    private static Verdict verdict(LoginStory story, double seenAfter) {
        return Verdict.of(story.seenAt(seenAfter), Patience.DEFAULT, at(seenAfter));
    }

    /** What is said of this, first or beside. */
    private static String said(LoginStory story, VerdictCode code) {
        var verdict = verdict(story, 100);
        return verdict.code() == code
                ? verdict.text()
                : verdict.also().stream()
                        .filter(remark -> remark.code() == code)
                        .map(Verdict.Remark::text)
                        .findFirst()
                        .orElse("");
    }
}
