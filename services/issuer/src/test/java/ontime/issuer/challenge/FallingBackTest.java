package ontime.issuer.challenge;

import static ontime.events.DeliveryStatus.ACCEPTED;
import static ontime.events.DeliveryStatus.DEFERRED;
import static ontime.events.DeliveryStatus.DELIVERED;
import static ontime.events.DeliveryStatus.DROPPED;
import static ontime.events.DeliveryStatus.FAILED;
import static ontime.events.DeliveryStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.issuer.policy.ChannelPolicy;
import ontime.issuer.policy.NumberPolicy;
import ontime.issuer.policy.Supersession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FallingBackTest {

    /** The default policy's, by which the provider must have taken the message. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Desk desk = new Desk();

    @Test
    void whatFailsForGoodGoesOverTheOtherChannelAtOnceWithTheSameCode() {
        String challenge = desk.ask(null);
        desk.pass(Duration.ofSeconds(3));

        desk.report(challenge, 1, FAILED, DeliveryReason.OPTED_OUT);

        var first = desk.deliveries(challenge).getFirst();
        var second = desk.deliveries(challenge).getLast();
        assertThat(second.getDelivery()).isEqualTo(2);
        assertThat(second.getChannel()).isEqualTo(Channel.EMAIL);
        assertThat(second.getRoutingReason()).isEqualTo(RoutingReason.FALLBACK);
        assertThat(second.getMaskedDestination()).isEqualTo("a•••@example.com");
        assertThat(second.getRequestedAt()).isEqualTo(Desk.START.plusSeconds(3));
        assertThat(second.getExpiresAt()).isEqualTo(first.getExpiresAt());
        assertThat(second.getSequence()).isEqualTo(first.getSequence());
        assertThat(second.getReference()).isEqualTo(first.getReference());
        assertThat(Desk.code(second)).isEqualTo(Desk.code(first));
        assertThat(desk.store.challenge(challenge).sending().resendAt()).isEqualTo(Desk.START.plusSeconds(33));
        assertThat(fallbacks("SMS", "failed")).isEqualTo(1);
    }

    @Test
    void aMailThatFailsIsFollowedByAnSmsAndWhatWasAskedForStaysKnown() {
        String challenge = desk.ask(Channel.EMAIL);

        desk.report(challenge, 1, FAILED);

        var second = desk.deliveries(challenge).getLast();
        assertThat(second.getChannel()).isEqualTo(Channel.SMS);
        assertThat(second.getCountry()).isEqualTo("GB");
        assertThat(second.getRequestedChannel()).isEqualTo(Channel.EMAIL);
        assertThat(second.getRoutingReason()).isEqualTo(RoutingReason.FALLBACK);
        assertThat(desk.enter(challenge).outcome()).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void whatNobodyHasHeardOfByTheDeadlineGoesOverTheOtherChannel() {
        String challenge = desk.ask(null);

        desk.pass(DEADLINE.minus(MOMENT));
        desk.sweep();
        assertThat(desk.deliveries(challenge)).hasSize(1);

        desk.pass(MOMENT);
        desk.sweep();
        desk.sweep();
        assertThat(desk.deliveries(challenge)).hasSize(2);
        assertThat(fallbacks("SMS", "not-accepted")).isEqualTo(1);
    }

    @Test
    void whatWasAcceptedInTimeStaysWhereItIs() {
        String challenge = desk.ask(null);
        desk.report(challenge, 1, DEFERRED, DeliveryReason.THROTTLED);
        desk.report(challenge, 1, ACCEPTED);

        desk.pass(LIFE.minusSeconds(20));
        desk.sweep();

        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void whatTheCarrierFailsAfterTheProviderTookItGoesOverTheOtherChannel() {
        String challenge = desk.ask(null);
        desk.report(challenge, 1, ACCEPTED);
        desk.pass(Duration.ofMinutes(1));

        desk.report(challenge, 1, FAILED, DeliveryReason.REJECTED);

        assertThat(desk.deliveries(challenge)).hasSize(2);
    }

    @Test
    void whatHasArrivedIsNotSentAgainWhateverIsReportedLater() {
        String challenge = desk.ask(null);
        desk.report(challenge, 1, DELIVERED);

        desk.report(challenge, 1, ACCEPTED);
        desk.report(challenge, 1, FAILED);
        desk.report(challenge, 1, DROPPED, DeliveryReason.TOO_LATE_TO_ARRIVE);
        desk.pass(DEADLINE);
        desk.sweep();

        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void whereArrivalsAreReportedTheyHaveADeadlineToo() {
        arrivalsAreDueAfter(Duration.ofSeconds(60));
        String silent = desk.ask("u-silent", null, "07700 900123", "ada@example.com");
        String arrived = desk.ask("u-arrived", null, "07700 900124", "eve@example.com");
        desk.pass(Duration.ofSeconds(5));
        desk.report(silent, 1, ACCEPTED);
        desk.report(arrived, 1, ACCEPTED);
        desk.report(arrived, 1, DELIVERED);

        desk.pass(Duration.ofSeconds(55).minus(MOMENT));
        desk.sweep();
        assertThat(desk.deliveries(silent)).hasSize(1);

        desk.pass(MOMENT);
        desk.sweep();
        assertThat(desk.deliveries(silent)).hasSize(2);
        assertThat(desk.deliveries(arrived)).hasSize(1);
        assertThat(fallbacks("SMS", "not-delivered")).isEqualTo(1);
    }

    @Test
    void anAcceptanceThatIsReportedAgainMovesNoDeadline() {
        arrivalsAreDueAfter(Duration.ofSeconds(60));
        String challenge = desk.ask(null);
        desk.report(challenge, 1, ACCEPTED);
        int changes = desk.store.changes();

        desk.report(challenge, 1, ACCEPTED);
        desk.report(challenge, 1, ACCEPTED);

        assertThat(desk.store.changes()).isEqualTo(changes);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryReason.class,
            names = {"EXPIRED", "SUPERSEDED", "WITHDRAWN", "OTHER"})
    void whatWasDroppedBecauseNobodyWaitsForItIsNotSentAgain(DeliveryReason reason) {
        String challenge = desk.ask(null);

        desk.report(challenge, 1, DROPPED, reason);

        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryReason.class,
            mode = Mode.EXCLUDE,
            names = {"EXPIRED", "SUPERSEDED", "WITHDRAWN", "OTHER"})
    void whatWasGivenUpWhileSomebodyWaitsForItGoesOverTheOtherChannel(DeliveryReason reason) {
        String challenge = desk.ask(null);

        desk.report(challenge, 1, DROPPED, reason);

        assertThat(desk.deliveries(challenge)).hasSize(2);
    }

    @Test
    void whatAWorkerDropsAfterACrashAlthoughItHadSentItIsNotSentAgain() {
        String challenge = desk.ask(null);
        desk.report(challenge, 1, ACCEPTED);

        desk.report(challenge, 1, DROPPED, DeliveryReason.TOO_LATE_TO_ARRIVE);

        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void thatNobodyWillTellAnyMoreIsNoFailure() {
        String challenge = desk.ask(null);

        desk.report(challenge, 1, UNKNOWN);
        desk.report(challenge, 1, DEFERRED, DeliveryReason.TIMED_OUT);

        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aChallengeFallsBackOnceAndNeverBack() {
        String challenge = desk.ask(null);
        desk.report(challenge, 1, FAILED);

        desk.report(challenge, 1, FAILED);
        desk.report(challenge, 2, FAILED);
        desk.pass(DEADLINE.multipliedBy(2));
        desk.sweep();

        assertThat(desk.deliveries(challenge)).hasSize(2);
    }

    @Test
    void whoHasResentOverTheOtherChannelByHandHasBoth() {
        String challenge = desk.ask(null);
        desk.report(challenge, 1, ACCEPTED);
        desk.pass(Duration.ofSeconds(30));
        desk.resending.resend(Desk.TENANT, desk.policy, challenge, Channel.EMAIL);

        desk.report(challenge, 2, FAILED);
        desk.pass(DEADLINE);
        desk.sweep();

        assertThat(desk.deliveries(challenge)).hasSize(2);
    }

    @Test
    void aResendOverTheSameChannelHasADeadlineOfItsOwn() {
        String challenge = desk.ask(null);
        desk.report(challenge, 1, ACCEPTED);
        desk.pass(Duration.ofSeconds(30));
        desk.resending.resend(Desk.TENANT, desk.policy, challenge, null);

        desk.report(challenge, 1, DELIVERED);
        desk.pass(DEADLINE);
        desk.sweep();

        assertThat(desk.deliveries(challenge))
                .extracting(request -> request.getChannel())
                .containsExactly(Channel.SMS, Channel.SMS, Channel.EMAIL);
    }

    @Test
    void whatIsReportedOfAnEarlierDeliveryAnotherChannelOrAnotherTenantIsNotAboutThisOne() {
        String challenge = desk.ask(null);
        desk.report(challenge, 1, ACCEPTED);
        desk.pass(Duration.ofSeconds(30));
        desk.resending.resend(Desk.TENANT, desk.policy, challenge, null);

        desk.report(challenge, 1, FAILED);
        desk.report(challenge, 3, FAILED);
        desk.report("another-challenge", 2, FAILED);
        desk.fallingBack.hear(
                desk.receipt(challenge, 2, FAILED).setChannel(Channel.EMAIL).build());
        desk.fallingBack.hear(
                desk.receipt(challenge, 2, FAILED).setTenant("another").build());

        assertThat(desk.deliveries(challenge)).hasSize(2);
    }

    @Test
    void whoHasOneDestinationOnlyIsNotWaitedFor() {
        String challenge = desk.ask("u-1", null, "07700 900123", null);
        assertThat(desk.store.challenge(challenge).sending().fallbackAt()).isNull();

        desk.report(challenge, 1, FAILED);
        desk.pass(DEADLINE);
        desk.sweep();

        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aNumberThatTheRoutingTurnedDownIsNotReachedByAFallbackEither() {
        String challenge = desk.ask("u-1", null, "+1 202 555 0143", "ada@example.com");

        desk.report(challenge, 1, FAILED);

        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aPolicyCanSwitchItOffBecauseMailIsNoOutOfBandAuthentication() {
        desk.policy = desk.policy.with(new ChannelPolicy(List.of(Channel.SMS, Channel.EMAIL), null));
        String challenge = desk.ask(null);

        desk.report(challenge, 1, FAILED);
        desk.pass(DEADLINE);
        desk.sweep();

        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aPolicyThatWasChangedMeanwhileCounts() {
        var allowed = desk.policy;
        String switchedOff = desk.ask("u-1", null, "07700 900123", "ada@example.com");
        String smsOnly = desk.ask("u-2", null, "07700 900124", "ada@example.com");
        String elsewhere = desk.ask("u-3", Channel.EMAIL, "07700 900125", "ada@example.com");
        desk.pass(DEADLINE);

        desk.policy = allowed.with(new ChannelPolicy(List.of(Channel.SMS, Channel.EMAIL), null));
        desk.report(switchedOff, 1, FAILED);
        desk.policy = allowed.with(
                new ChannelPolicy(List.of(Channel.SMS), allowed.channels().fallback()));
        desk.report(smsOnly, 1, FAILED);
        desk.policy = allowed.with(new NumberPolicy("GB", Set.of("FR"), true));
        desk.report(elsewhere, 1, FAILED);
        desk.policy = allowed;
        desk.sweep();

        for (String challenge : List.of(switchedOff, smsOnly, elsewhere)) {
            assertThat(desk.deliveries(challenge)).hasSize(1);
        }
    }

    @Test
    void afterTheCodeWasEnteredNothingIsSent() {
        String challenge = desk.ask(null);
        desk.enter(challenge);

        failAndWait(challenge);
    }

    @Test
    void aChallengeThatWasCancelledIsNotSentAgain() {
        String challenge = desk.ask(null);
        desk.cancelling.cancel(Desk.TENANT, challenge);

        failAndWait(challenge);
    }

    @Test
    void aChallengeThatWasSupersededIsNotSentAgainNotEvenWhileItsCodeIsStillTaken() {
        desk.policy = desk.policy.with(desk.policy.codes().with(new Supersession.Grace(Duration.ofMinutes(2))));
        String superseded = desk.ask(null);
        String current = desk.ask(null);
        desk.report(current, 1, ACCEPTED);

        failAndWait(superseded);
    }

    @Test
    void aChallengeThatIsLockedIsNotSentAgain() {
        String challenge = desk.ask(null);
        for (int i = 0; i < 5; i++) {
            desk.check(challenge, "wrong");
        }

        failAndWait(challenge);
    }

    @Test
    void aUserWhoIsLockedGetsNothingThatCouldNotBeEntered() {
        String challenge = desk.ask(null);
        desk.store.change(new User(Desk.TENANT, "u-1", 1, User.MOST_FAILURES));

        failAndWait(challenge);
        assertThat(desk.store.challenge(challenge).sending().fallbackAt()).isNull();
    }

    @Test
    void aCodeThatHasExpiredIsNotSentAgain() {
        String challenge = desk.ask(null);
        desk.pass(LIFE);

        failAndWait(challenge);
    }

    @Test
    void aCodeWithTooLittleLifeLeftToBeTypedIsNotSentAgain() {
        String tooShort = desk.ask("u-1", null, "07700 900123", "ada@example.com");
        String longEnough = desk.ask("u-2", null, "07700 900124", "eve@example.com");
        desk.report(tooShort, 1, ACCEPTED);
        desk.report(longEnough, 1, ACCEPTED);

        desk.pass(LIFE.minusSeconds(10));
        desk.report(longEnough, 1, FAILED);
        desk.pass(MOMENT);
        desk.report(tooShort, 1, FAILED);

        assertThat(desk.deliveries(longEnough)).hasSize(2);
        assertThat(desk.deliveries(tooShort)).hasSize(1);
    }

    @Test
    void aCodeThatIsReusedFallsBackWithinTheLifeOfTheFirst() {
        desk.policy = desk.policy.with(desk.policy.codes().with(new Supersession.ReuseUntilTtl()));
        desk.ask(null);
        desk.pass(LIFE.minusSeconds(40));
        String second = desk.ask(null);

        desk.pass(DEADLINE);
        desk.sweep();

        assertThat(desk.deliveries(second)).hasSize(2);
        assertThat(Desk.code(desk.deliveries(second).getLast()))
                .isEqualTo(Desk.code(desk.deliveries(second).getFirst()));
    }

    @Test
    void aDeadlineWaitsForReceiptsThatNobodyHasListenedToYet() {
        String challenge = desk.ask(null);
        desk.listenedUpTo = Desk.START.plus(DEADLINE).minus(MOMENT);
        desk.pass(DEADLINE.plusSeconds(1));

        desk.sweep();
        assertThat(desk.deliveries(challenge)).hasSize(1);

        desk.report(challenge, 1, ACCEPTED);
        desk.listenedUpTo = null;
        desk.sweep();
        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aDeadlineDoesNotWaitForeverForReceiptsThatCannotBeListenedTo() {
        String challenge = desk.ask(null);
        desk.listenedUpTo = Instant.MIN;

        desk.pass(DEADLINE.plusSeconds(15).minus(MOMENT));
        desk.sweep();
        assertThat(desk.deliveries(challenge)).hasSize(1);

        desk.pass(MOMENT);
        desk.sweep();
        assertThat(desk.deliveries(challenge)).hasSize(2);
    }

    @Test
    void aDeadlineThatSomethingWasHeardBeforeIsNotActedOn() {
        String challenge = desk.ask(null);
        desk.pass(DEADLINE);
        List<Timer> seenByAReplica = desk.fallingBack.due();
        desk.report(challenge, 1, ACCEPTED);

        seenByAReplica.forEach(desk.fallingBack::act);

        assertThat(seenByAReplica).hasSize(1);
        assertThat(desk.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aDeadlineThatTwoReplicasSeeIsActedOnOnce() {
        String challenge = desk.ask(null);
        desk.pass(DEADLINE);
        List<Timer> seenByOne = desk.fallingBack.due();
        List<Timer> seenByTheOther = desk.fallingBack.due();

        seenByOne.forEach(desk.fallingBack::act);
        seenByTheOther.forEach(desk.fallingBack::act);

        assertThat(desk.deliveries(challenge)).hasSize(2);
    }

    private void failAndWait(String challenge) {
        desk.report(challenge, 1, FAILED);
        desk.pass(DEADLINE);
        desk.sweep();
        assertThat(desk.deliveries(challenge)).hasSize(1);
        assertThat(desk.fallingBack.due()).isEmpty();
    }

    private void arrivalsAreDueAfter(Duration delivered) {
        desk.policy = desk.policy.with(new ChannelPolicy(
                List.of(Channel.SMS, Channel.EMAIL), new ChannelPolicy.Fallback(DEADLINE, delivered)));
    }

    private double fallbacks(String from, String cause) {
        return desk.meters
                .counter("otp.fallbacks", "from", from, "cause", cause)
                .count();
    }
}
