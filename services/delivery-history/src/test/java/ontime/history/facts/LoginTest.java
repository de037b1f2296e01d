package ontime.history.facts;

import static ontime.history.facts.LoginStory.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.history.ledger.Moment;
import org.junit.jupiter.api.Test;

class LoginTest {

    @Test
    void anyOrderOfTheSameFactsTellsTheSameStory() {
        var story = LoginStory.login()
                .rateLimited("user", 0.05, 10)
                .requested(0.1)
                .refusedToStranger(0.2)
                .deferred(1, DeliveryReason.THROTTLED, 0.4)
                .accepted(2, 2.5, 2.6)
                .delivered(5)
                .redelivered(40, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(40.2, 40.4)
                .again(60)
                .accepted(60.2, 60.3)
                .typed(CheckOutcome.WRONG_CODE, 4, 70)
                .typed(CheckOutcome.VERIFIED, 4, 75)
                .withdrawn(WithdrawalReason.VERIFIED, 75);
        var expected = story.seenAt(80);
        var seed = new Random().nextLong();
        var random = new Random(seed);

        for (var round = 0; round < 200; round++) {
            var shuffled = new ArrayList<>(story.facts());
            Collections.shuffle(shuffled, random);

            assertThat(Login.of(shuffled, Map.of(), at(80))).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void aDeferralThatIsReadAfterTheAcceptanceMovesNothingBack() {
        var delivery = delivery(
                LoginStory.login().requested(0.1).accepted(2, 2.5, 2.6).deferred(1, DeliveryReason.THROTTLED, 0.4));

        assertThat(delivery.status()).isEqualTo(DeliveryState.ACCEPTED);
        assertThat(delivery.reason()).isNull();
        assertThat(delivery.retryAt()).isNull();
        assertThat(delivery.attempts())
                .extracting(Attempt::status)
                .containsExactly(DeliveryState.DEFERRED, DeliveryState.ACCEPTED);
    }

    @Test
    void aDropAfterACrashDoesNotHideThatTheMessageIsUnderWay() {
        var delivery =
                delivery(LoginStory.login().requested(0.1).accepted(0.2, 0.3).dropped(DeliveryReason.EXPIRED, 301));

        assertThat(delivery.status()).isEqualTo(DeliveryState.ACCEPTED);
    }

    @Test
    void aCallThatFailsAfterACrashDoesNotHideThatTheMessageIsUnderWay() {
        var story =
                LoginStory.login().requested(0.1).accepted(0.2, 0.3).failed(DeliveryReason.PROVIDER_UNAVAILABLE, 30);

        assertThat(List.of(story.facts(), story.facts().reversed())).allSatisfy(facts -> {
            var delivery =
                    newest(Login.of(facts, Map.of(), at(40))).deliveries().getFirst();
            assertThat(delivery.status()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(delivery.reason()).isNull();
        });
    }

    @Test
    void callsAreNumberedInTheOrderOfTimeWhenAWorkerCountsFromOneAgainAfterACrash() {
        var delivery = delivery(LoginStory.login()
                .requested(0.1)
                .deferred(1, DeliveryReason.TIMED_OUT, 5)
                .deferred(2, DeliveryReason.TIMED_OUT, 12)
                .deferred(1, DeliveryReason.THROTTLED, 30));

        assertThat(delivery.attempts())
                .extracting(Attempt::attempt, Attempt::reason, Attempt::endedAt)
                .containsExactly(
                        tuple(1, DeliveryReason.TIMED_OUT, at(5)),
                        tuple(2, DeliveryReason.TIMED_OUT, at(12)),
                        tuple(3, DeliveryReason.THROTTLED, at(30)));
        assertThat(delivery.retryAt()).isEqualTo(at(32));
    }

    @Test
    void aLaterReportBelongsToTheCallThatTheProviderTook() {
        var delivery = delivery(LoginStory.login()
                .requested(0.1)
                .accepted(0.2, 0.3)
                .failed(DeliveryReason.PROVIDER_UNAVAILABLE, 30)
                .delivered(40));

        assertThat(delivery.attempts())
                .extracting(Attempt::status, Attempt::dispatchedAt)
                .containsExactly(tuple(DeliveryState.DELIVERED, at(0.2)), tuple(DeliveryState.FAILED, at(29.9)));
    }

    @Test
    void aFailureEndsWhatWasPutOff() {
        var delivery = delivery(LoginStory.login()
                .requested(0.1)
                .deferred(1, DeliveryReason.TIMED_OUT, 5)
                .failed(DeliveryReason.REJECTED, 30));

        assertThat(delivery.status()).isEqualTo(DeliveryState.FAILED);
        assertThat(delivery.reason()).isEqualTo(DeliveryReason.REJECTED);
    }

    @Test
    void aMessageThatCameBackHasNotArrivedWhateverWasSaidBefore() {
        var delivery = delivery(LoginStory.login()
                .requested(0.1)
                .accepted(0.2, 0.3)
                .delivered(5)
                .returned(DeliveryReason.INVALID_DESTINATION, 60));

        assertThat(delivery.status()).isEqualTo(DeliveryState.RETURNED);
        assertThat(delivery.status().told()).isEqualTo(DeliveryState.FAILED);
        assertThat(delivery.arrival()).isEmpty();
        assertThat(delivery.attempts()).hasSize(1);
    }

    @Test
    void aCallThatFailedDoesNotUndoTheOneThatWasTaken() {
        var delivery =
                delivery(LoginStory.login().requested(0.1).accepted(0.2, 0.3).failed(DeliveryReason.TIMED_OUT, 30));

        assertThat(delivery.status()).isEqualTo(DeliveryState.ACCEPTED);
    }

    @Test
    void anArrivalIsMoreThanNobodyTellingAnyMore() {
        var delivery = delivery(LoginStory.login()
                .requested(0.1)
                .accepted(0.2, 0.3)
                .unknown(100)
                .delivered(90));

        assertThat(delivery.status()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(delivery.confidence()).isEqualTo(Confidence.HANDSET);
    }

    @Test
    void theCallThatWasTakenEndsTheHoldAndTheRetriesBeforeItBelongToIt() {
        var delivery = delivery(LoginStory.login()
                .requested(0.1)
                .deferred(1, DeliveryReason.THROTTLED, 0.4)
                .accepted(2, 2.5, 2.6));

        assertThat(delivery.ledger().instants())
                .containsEntry(Moment.DISPATCHED, at(2.5))
                .containsEntry(Moment.ACCEPTED, at(2.6));
    }

    @Test
    void receiptsThatAreReadBeforeTheirRequestAreALoginAlready() {
        var login = LoginStory.login().accepted(0.2, 0.3).seenAt(1);

        assertThat(newest(login).reference()).isNull();
        assertThat(newest(login).deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.status()).isEqualTo(DeliveryState.ACCEPTED);
            assertThat(delivery.destination()).isNull();
        });
    }

    @Test
    void theRightCodeIsCreditedToTheNewestMessageThatHadBeenSent() {
        var challenge = newest(LoginStory.login()
                .requested(0.1)
                .accepted(0.2, 0.3)
                .redelivered(40, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(40.2, 40.4)
                .redelivered(70, Channel.SMS, RoutingReason.AS_REQUESTED)
                .typed(CheckOutcome.VERIFIED, 5, 70.1)
                .seenAt(71));

        assertThat(challenge.deliveries())
                .extracting(delivery -> delivery.ledger().at(Moment.ENTERED).isPresent())
                .containsExactly(false, true, false);
    }

    @Test
    void aCodeIsAliveUntilTheInstantItExpires() {
        var story = LoginStory.login().requested(0.1);

        assertThat(newest(story.seenAt(299.999)).status()).isEqualTo(ChallengeStatus.REQUESTED);
        assertThat(story.seenAt(299.999).inProgress()).isTrue();
        assertThat(newest(story.seenAt(300)).status()).isEqualTo(ChallengeStatus.EXPIRED);
        assertThat(story.seenAt(300).inProgress()).isFalse();
    }

    @Test
    void aSupersededChallengeNamesTheLoginThatReplacedIt() {
        var challenge = newest(
                LoginStory.login().requested(0.1).supersededBy("l-2", "K2", 30).seenAt(31));

        assertThat(challenge.status()).isEqualTo(ChallengeStatus.SUPERSEDED);
        assertThat(challenge.supersededBy())
                .isNotNull()
                .extracting(Successor::loginId, Successor::reference)
                .containsExactly("l-2", "K2");
    }

    @Test
    void aLoginThatWasOnlyRefusedHasNoChallenge() {
        var login = LoginStory.login()
                .noRoute(RoutingReason.COUNTRY_NOT_ALLOWED, 0.1)
                .seenAt(5);

        assertThat(login.challenges()).isEmpty();
        assertThat(login.newest()).isEmpty();
        assertThat(login.inProgress()).isFalse();
        assertThat(login.userId()).isEqualTo("u-17");
        assertThat(login.clickedAt()).isEqualTo(LoginStory.CLICK);
        assertThat(login.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(RefusalReason.NO_ROUTE);
            assertThat(refusal.routingReason()).isEqualTo(RoutingReason.COUNTRY_NOT_ALLOWED);
            assertThat(refusal.destination()).isEqualTo("+44 •••• ••0456");
            assertThat(refusal.userId()).isNull();
        });
    }

    @Test
    void aStrangerWhoIsRefusedDoesNotBecomeTheUserOfTheLoginNorMovesItsClick() {
        var story = LoginStory.login().refusedToStranger(10);

        assertThat(story.seenAt(40).userId()).isEqualTo("z-stranger");
        assertThat(story.seenAt(40).clickedAt()).isEqualTo(at(10));
        assertThat(story.requested(20).seenAt(40).userId()).isEqualTo("u-17");
        assertThat(story.seenAt(40).refusals()).extracting(Refusal::userId).containsExactly("z-stranger");
    }

    @Test
    void aCodeThatIsEnteredInItsTimeOfGraceVerifiesTheLoginWhateverTheNewestIs() {
        var login = LoginStory.login()
                .requested(0.1)
                .accepted(0.2, 0.3)
                .withdrawn(WithdrawalReason.SUPERSEDED, 20)
                .again(20)
                .accepted(80, 80.1)
                .turnTo(1)
                .typed(CheckOutcome.VERIFIED, 5, 30)
                .turnTo(2)
                .withdrawn(WithdrawalReason.VERIFIED, 30)
                .seenAt(100);

        assertThat(login.verified()).isTrue();
        assertThat(login.inProgress()).isFalse();
        assertThat(login.challenges()).extracting(Challenge::status).containsOnly(ChallengeStatus.VERIFIED);
        assertThat(login.telling().orElseThrow().challengeId()).isEqualTo("c-1");
        assertThat(newest(login).entered()).isFalse();
    }

    @Test
    void aCodeThatTwoChallengesShareIsEnteredAtTheNewer() {
        var login = LoginStory.login()
                .requested(0.1)
                .withdrawn(WithdrawalReason.SUPERSEDED, 20)
                .sameCodeAgain(20)
                .typed(CheckOutcome.VERIFIED, 5, 30)
                .withdrawn(WithdrawalReason.VERIFIED, 30)
                .seenAt(40);

        assertThat(login.challenges()).extracting(Challenge::reference).containsExactly("K1", "K1");
        assertThat(login.challenges())
                .extracting(Challenge::status)
                .containsExactly(ChallengeStatus.SUPERSEDED, ChallengeStatus.VERIFIED);
        assertThat(login.telling()).isEqualTo(login.newest());
    }

    @Test
    void aLoginIsJudgedByTheCodeThatWasEnteredEvenIfAllItsChallengesEndedWithIt() {
        var login = LoginStory.login()
                .requested(0.1)
                .withdrawn(WithdrawalReason.VERIFIED, 30)
                .sameCodeAgain(20)
                .typed(CheckOutcome.VERIFIED, 5, 30)
                .seenAt(40);

        assertThat(login.telling()).isEqualTo(login.newest());
    }

    private static Challenge newest(Login login) {
        return login.newest().orElseThrow();
    }

    private static Delivery delivery(LoginStory story) {
        return newest(story.seenAt(310)).deliveries().getFirst();
    }
}
