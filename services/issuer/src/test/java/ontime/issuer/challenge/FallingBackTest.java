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
import java.util.Optional;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.issuer.limit.LimitName;
import ontime.issuer.limit.Reached;
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

    private final Workbench bench = new Workbench();

    @Test
    void whatFailsForGoodGoesOverTheOtherChannelAtOnceWithTheSameCode() {
        String challenge = bench.ask(null);
        bench.pass(Duration.ofSeconds(3));

        bench.report(challenge, 1, FAILED, DeliveryReason.OPTED_OUT);

        var first = bench.deliveries(challenge).getFirst();
        var second = bench.deliveries(challenge).getLast();
        assertThat(second.getDelivery()).isEqualTo(2);
        assertThat(second.getChannel()).isEqualTo(Channel.EMAIL);
        assertThat(second.getRoutingReason()).isEqualTo(RoutingReason.FALLBACK);
        assertThat(second.getMaskedDestination()).isEqualTo("a•••@example.com");
        assertThat(second.getRequestedAt()).isEqualTo(Workbench.START.plusSeconds(3));
        assertThat(second.getExpiresAt()).isEqualTo(first.getExpiresAt());
        assertThat(second.getSequence()).isEqualTo(first.getSequence());
        assertThat(second.getReference()).isEqualTo(first.getReference());
        assertThat(Workbench.code(second)).isEqualTo(Workbench.code(first));
        assertThat(fallbacks("SMS", "failed")).isEqualTo(1);
    }

    @Test
    void theCodeMayBeAskedForAgainWhenTheCallerWasToldAlsoAfterAFallback() {
        String challenge = bench.ask(null);
        var told = bench.store.challenge(challenge).sending().resendAt();
        bench.pass(DEADLINE);
        bench.sweep();
        assertThat(bench.deliveries(challenge)).hasSize(2);
        assertThat(bench.store.challenge(challenge).sending().resendAt()).isEqualTo(told);

        bench.clock.stopAt(told.minus(MOMENT));
        assertThat(resend(challenge)).isInstanceOf(Resent.StillValid.class);
        bench.clock.stopAt(told);
        assertThat(resend(challenge)).isInstanceOf(Resent.Sent.class);
    }

    @Test
    void aMailThatFailsIsFollowedByAnSmsAndWhatWasAskedForStaysKnown() {
        String challenge = bench.ask(Channel.EMAIL);

        bench.report(challenge, 1, FAILED);

        var second = bench.deliveries(challenge).getLast();
        assertThat(second.getChannel()).isEqualTo(Channel.SMS);
        assertThat(second.getCountry()).isEqualTo("GB");
        assertThat(second.getRequestedChannel()).isEqualTo(Channel.EMAIL);
        assertThat(second.getRoutingReason()).isEqualTo(RoutingReason.FALLBACK);
        assertThat(bench.enter(challenge).outcome()).isEqualTo(CheckOutcome.VERIFIED);
    }

    @Test
    void whatNobodyHasHeardOfByTheDeadlineGoesOverTheOtherChannel() {
        String challenge = bench.ask(null);

        bench.pass(DEADLINE.minus(MOMENT));
        bench.sweep();
        assertThat(bench.deliveries(challenge)).hasSize(1);

        bench.pass(MOMENT);
        bench.sweep();
        bench.sweep();
        assertThat(bench.deliveries(challenge)).hasSize(2);
        assertThat(fallbacks("SMS", "not-accepted")).isEqualTo(1);
    }

    @Test
    void whatWasAcceptedInTimeStaysWhereItIs() {
        String challenge = bench.ask(null);
        bench.report(challenge, 1, DEFERRED, DeliveryReason.THROTTLED);
        bench.report(challenge, 1, ACCEPTED);

        bench.pass(LIFE.minusSeconds(20));
        bench.sweep();

        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void whatTheCarrierFailsAfterTheProviderTookItGoesOverTheOtherChannel() {
        String challenge = bench.ask(null);
        bench.report(challenge, 1, ACCEPTED);
        bench.pass(Duration.ofMinutes(1));

        bench.report(challenge, 1, FAILED, DeliveryReason.REJECTED);

        assertThat(bench.deliveries(challenge)).hasSize(2);
    }

    @Test
    void whatHasArrivedIsNotSentAgainWhateverIsReportedLater() {
        String challenge = bench.ask(null);
        bench.report(challenge, 1, DELIVERED);

        bench.report(challenge, 1, ACCEPTED);
        bench.report(challenge, 1, FAILED);
        bench.report(challenge, 1, DROPPED, DeliveryReason.TOO_LATE_TO_ARRIVE);
        bench.pass(DEADLINE);
        bench.sweep();

        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void whereArrivalsAreReportedTheyHaveADeadlineToo() {
        arrivalsAreDueAfter(Duration.ofSeconds(60));
        String silent = bench.ask("u-silent", null, "07700 900123", "ada@example.com");
        String arrived = bench.ask("u-arrived", null, "07700 900124", "eve@example.com");
        bench.pass(Duration.ofSeconds(5));
        bench.report(silent, 1, ACCEPTED);
        bench.report(arrived, 1, ACCEPTED);
        bench.report(arrived, 1, DELIVERED);

        bench.pass(Duration.ofSeconds(55).minus(MOMENT));
        bench.sweep();
        assertThat(bench.deliveries(silent)).hasSize(1);

        bench.pass(MOMENT);
        bench.sweep();
        assertThat(bench.deliveries(silent)).hasSize(2);
        assertThat(bench.deliveries(arrived)).hasSize(1);
        assertThat(fallbacks("SMS", "not-delivered")).isEqualTo(1);
    }

    @Test
    void anAcceptanceThatIsReportedAgainMovesNoDeadline() {
        arrivalsAreDueAfter(Duration.ofSeconds(60));
        String challenge = bench.ask(null);
        bench.report(challenge, 1, ACCEPTED);
        int changes = bench.store.changes();

        bench.report(challenge, 1, ACCEPTED);
        bench.report(challenge, 1, ACCEPTED);

        assertThat(bench.store.changes()).isEqualTo(changes);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryReason.class,
            names = {"EXPIRED", "SUPERSEDED", "WITHDRAWN", "OTHER"})
    void whatWasDroppedBecauseNobodyWaitsForItIsNotSentAgain(DeliveryReason reason) {
        String challenge = bench.ask(null);

        bench.report(challenge, 1, DROPPED, reason);

        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryReason.class,
            mode = Mode.EXCLUDE,
            names = {"EXPIRED", "SUPERSEDED", "WITHDRAWN", "OTHER"})
    void whatWasGivenUpWhileSomebodyWaitsForItGoesOverTheOtherChannel(DeliveryReason reason) {
        String challenge = bench.ask(null);

        bench.report(challenge, 1, DROPPED, reason);

        assertThat(bench.deliveries(challenge)).hasSize(2);
    }

    @Test
    void whatAWorkerDropsAfterACrashAlthoughItHadSentItIsNotSentAgain() {
        String challenge = bench.ask(null);
        bench.report(challenge, 1, ACCEPTED);

        bench.report(challenge, 1, DROPPED, DeliveryReason.TOO_LATE_TO_ARRIVE);

        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void thatNobodyWillTellAnyMoreIsNoFailure() {
        String challenge = bench.ask(null);

        bench.report(challenge, 1, UNKNOWN);
        bench.report(challenge, 1, DEFERRED, DeliveryReason.TIMED_OUT);

        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aChallengeFallsBackOnceAndNeverBack() {
        String challenge = bench.ask(null);
        bench.report(challenge, 1, FAILED);

        bench.report(challenge, 1, FAILED);
        bench.report(challenge, 2, FAILED);
        bench.pass(DEADLINE.multipliedBy(2));
        bench.sweep();

        assertThat(bench.deliveries(challenge)).hasSize(2);
    }

    @Test
    void whoHasResentOverTheOtherChannelByHandHasBoth() {
        String challenge = bench.ask(null);
        bench.report(challenge, 1, ACCEPTED);
        bench.pass(Duration.ofSeconds(30));
        bench.resending.resend(Workbench.TENANT, bench.policy, challenge, Channel.EMAIL);

        bench.report(challenge, 2, FAILED);
        bench.pass(DEADLINE);
        bench.sweep();

        assertThat(bench.deliveries(challenge)).hasSize(2);
    }

    @Test
    void aResendOverTheSameChannelHasADeadlineOfItsOwn() {
        String challenge = bench.ask(null);
        bench.report(challenge, 1, ACCEPTED);
        bench.pass(Duration.ofSeconds(30));
        bench.resending.resend(Workbench.TENANT, bench.policy, challenge, null);

        bench.report(challenge, 1, DELIVERED);
        bench.pass(DEADLINE);
        bench.sweep();

        assertThat(bench.deliveries(challenge))
                .extracting(request -> request.getChannel())
                .containsExactly(Channel.SMS, Channel.SMS, Channel.EMAIL);
    }

    @Test
    void whatIsReportedOfAnEarlierDeliveryAnotherChannelOrAnotherTenantIsNotAboutThisOne() {
        String challenge = bench.ask(null);
        bench.report(challenge, 1, ACCEPTED);
        bench.pass(Duration.ofSeconds(30));
        bench.resending.resend(Workbench.TENANT, bench.policy, challenge, null);

        bench.report(challenge, 1, FAILED);
        bench.report(challenge, 3, FAILED);
        bench.report("another-challenge", 2, FAILED);
        bench.fallingBack.hear(
                bench.receipt(challenge, 2, FAILED).setChannel(Channel.EMAIL).build());
        bench.fallingBack.hear(
                bench.receipt(challenge, 2, FAILED).setTenant("another").build());

        assertThat(bench.deliveries(challenge)).hasSize(2);
    }

    @Test
    void whoHasOneDestinationOnlyIsNotWaitedFor() {
        String challenge = bench.ask("u-1", null, "07700 900123", null);
        assertThat(bench.store.challenge(challenge).sending().fallbackAt()).isNull();

        bench.report(challenge, 1, FAILED);
        bench.pass(DEADLINE);
        bench.sweep();

        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aNumberThatTheRoutingTurnedDownIsNotReachedByAFallbackEither() {
        String challenge = bench.ask("u-1", null, "+1 202 555 0143", "ada@example.com");

        bench.report(challenge, 1, FAILED);

        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aPolicyCanSwitchItOffBecauseMailIsNoOutOfBandAuthentication() {
        bench.policy = bench.policy.with(new ChannelPolicy(List.of(Channel.SMS, Channel.EMAIL), null));
        String challenge = bench.ask(null);

        bench.report(challenge, 1, FAILED);
        bench.pass(DEADLINE);
        bench.sweep();

        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aPolicyThatWasChangedMeanwhileCounts() {
        var allowed = bench.policy;
        String switchedOff = bench.ask("u-1", null, "07700 900123", "ada@example.com");
        String smsOnly = bench.ask("u-2", null, "07700 900124", "ada@example.com");
        String elsewhere = bench.ask("u-3", Channel.EMAIL, "07700 900125", "ada@example.com");
        bench.pass(DEADLINE);

        bench.policy = allowed.with(new ChannelPolicy(List.of(Channel.SMS, Channel.EMAIL), null));
        bench.report(switchedOff, 1, FAILED);
        bench.policy = allowed.with(
                new ChannelPolicy(List.of(Channel.SMS), allowed.channels().fallback()));
        bench.report(smsOnly, 1, FAILED);
        bench.policy = allowed.with(new NumberPolicy("GB", Set.of("FR"), true));
        bench.report(elsewhere, 1, FAILED);
        bench.policy = allowed;
        bench.sweep();

        for (String challenge : List.of(switchedOff, smsOnly, elsewhere)) {
            assertThat(bench.deliveries(challenge)).hasSize(1);
        }
    }

    @Test
    void anSmsThatALimitHoldsBackDoesNotGoAsASecondMessageEither() {
        String challenge = bench.ask(Channel.EMAIL);
        bench.reached = Optional.of(new Reached(LimitName.SPEND, Workbench.START.plusSeconds(3_600)));

        failAndWait(challenge);
        assertThat(fallbacks("EMAIL", "failed")).isZero();
    }

    @Test
    void afterTheCodeWasEnteredNothingIsSent() {
        String challenge = bench.ask(null);
        bench.enter(challenge);

        failAndWait(challenge);
    }

    @Test
    void aChallengeThatWasCancelledIsNotSentAgain() {
        String challenge = bench.ask(null);
        bench.cancelling.cancel(Workbench.TENANT, challenge);

        failAndWait(challenge);
    }

    @Test
    void aChallengeThatWasSupersededIsNotSentAgainNotEvenWhileItsCodeIsStillTaken() {
        bench.policy = bench.policy.with(bench.policy.codes().with(new Supersession.Grace(Duration.ofMinutes(2))));
        String superseded = bench.ask(null);
        String current = bench.ask(null);
        bench.report(current, 1, ACCEPTED);

        failAndWait(superseded);
    }

    @Test
    void aChallengeThatIsLockedIsNotSentAgain() {
        String challenge = bench.ask(null);
        for (int i = 0; i < 5; i++) {
            bench.check(challenge, "wrong");
        }

        failAndWait(challenge);
    }

    @Test
    void aUserWhoIsLockedGetsNothingThatCouldNotBeEntered() {
        String challenge = bench.ask(null);
        bench.store.change(new User(Workbench.TENANT, "u-1", 1, User.MOST_FAILURES));

        failAndWait(challenge);
        assertThat(bench.store.challenge(challenge).sending().fallbackAt()).isNull();
    }

    @Test
    void aCodeThatHasExpiredIsNotSentAgain() {
        String challenge = bench.ask(null);
        bench.pass(LIFE);

        failAndWait(challenge);
    }

    @Test
    void aCodeWithTooLittleLifeLeftToBeTypedIsNotSentAgain() {
        String tooShort = bench.ask("u-1", null, "07700 900123", "ada@example.com");
        String longEnough = bench.ask("u-2", null, "07700 900124", "eve@example.com");
        bench.report(tooShort, 1, ACCEPTED);
        bench.report(longEnough, 1, ACCEPTED);

        bench.pass(LIFE.minusSeconds(10));
        bench.report(longEnough, 1, FAILED);
        bench.pass(MOMENT);
        bench.report(tooShort, 1, FAILED);

        assertThat(bench.deliveries(longEnough)).hasSize(2);
        assertThat(bench.deliveries(tooShort)).hasSize(1);
    }

    @Test
    void aCodeThatIsReusedFallsBackWithinTheLifeOfTheFirst() {
        bench.policy = bench.policy.with(bench.policy.codes().with(new Supersession.ReuseUntilTtl()));
        bench.ask(null);
        bench.pass(LIFE.minusSeconds(40));
        String second = bench.ask(null);

        bench.pass(DEADLINE);
        bench.sweep();

        assertThat(bench.deliveries(second)).hasSize(2);
        assertThat(Workbench.code(bench.deliveries(second).getLast()))
                .isEqualTo(Workbench.code(bench.deliveries(second).getFirst()));
    }

    @Test
    void aDeadlineWaitsForReceiptsThatNobodyHasListenedToYet() {
        String challenge = bench.ask(null);
        bench.listenedUpTo = Workbench.START.plus(DEADLINE).minus(MOMENT);
        bench.pass(DEADLINE.plusSeconds(1));

        bench.sweep();
        assertThat(bench.deliveries(challenge)).hasSize(1);

        bench.report(challenge, 1, ACCEPTED);
        bench.listenedUpTo = null;
        bench.sweep();
        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aDeadlineDoesNotWaitForeverForReceiptsThatCannotBeListenedTo() {
        String challenge = bench.ask(null);
        bench.listenedUpTo = Instant.MIN;

        bench.pass(DEADLINE.plusSeconds(15).minus(MOMENT));
        bench.sweep();
        assertThat(bench.deliveries(challenge)).hasSize(1);

        bench.pass(MOMENT);
        bench.sweep();
        assertThat(bench.deliveries(challenge)).hasSize(2);
    }

    @Test
    void aDeadlineThatSomethingWasHeardBeforeIsNotActedOn() {
        String challenge = bench.ask(null);
        bench.pass(DEADLINE);
        List<Timer> seenByAReplica = bench.fallingBack.due();
        bench.report(challenge, 1, ACCEPTED);

        seenByAReplica.forEach(bench.fallingBack::act);

        assertThat(seenByAReplica).hasSize(1);
        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    @Test
    void aDeadlineThatTwoReplicasSeeIsActedOnOnce() {
        String challenge = bench.ask(null);
        bench.pass(DEADLINE);
        List<Timer> seenByOne = bench.fallingBack.due();
        List<Timer> seenByTheOther = bench.fallingBack.due();

        seenByOne.forEach(bench.fallingBack::act);
        seenByTheOther.forEach(bench.fallingBack::act);

        assertThat(bench.deliveries(challenge)).hasSize(2);
    }

    private Resent resend(String challenge) {
        return bench.resending.resend(Workbench.TENANT, bench.policy, challenge, null);
    }

    private void failAndWait(String challenge) {
        bench.report(challenge, 1, FAILED);
        bench.pass(DEADLINE);
        bench.sweep();
        assertThat(bench.deliveries(challenge)).hasSize(1);
        assertThat(bench.fallingBack.due()).isEmpty();
    }

    private void arrivalsAreDueAfter(Duration delivered) {
        bench.policy = bench.policy.with(new ChannelPolicy(
                List.of(Channel.SMS, Channel.EMAIL), new ChannelPolicy.Fallback(DEADLINE, delivered)));
    }

    private double fallbacks(String from, String cause) {
        return bench.meters
                .counter("otp.fallbacks", "from", from, "cause", cause)
                .count();
    }
}
