package ontime.issuer.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;
import ontime.events.RoutingReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A destination that bounced, complained or opted out gets no more; the next code takes the other channel. */
class SuppressingTest {

    private static final String ADA = "ada@example.com";
    private static final String PHONE = "07700 900123";

    private final Workbench bench = new Workbench();

    @ParameterizedTest
    @CsvSource({
        "FAILED, INVALID_DESTINATION, true, HARD_BOUNCE",
        "FAILED, OPTED_OUT, true, OPTED_OUT",
        "FAILED, OPTED_OUT, , OPTED_OUT",
        "DELIVERED, COMPLAINED, , COMPLAINT"
    })
    void theNextCodeTakesTheOtherChannel(
            DeliveryStatus status, DeliveryReason reason, @Nullable Boolean permanent, Suppression.Cause cause) {
        hear(bench.ask(Channel.EMAIL), status, reason, permanent);

        var next = first(bench.ask(Channel.EMAIL));

        assertThat(next.getChannel()).isEqualTo(Channel.SMS);
        assertThat(next.getRoutingReason()).isEqualTo(RoutingReason.SUPPRESSED);
        assertThat(bench.suppressing.inForce(Workbench.TENANT))
                .extracting(Suppression::cause)
                .containsExactly(cause);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, INVALID_DESTINATION, ",
        "FAILED, MAILBOX_FULL, false",
        "FAILED, UNREACHABLE, false",
        "DEFERRED, GREYLISTED, ",
        "DELIVERED, , ",
        "UNKNOWN, NO_REPORT, "
    })
    void whatMayPassSuppressesNothing(
            DeliveryStatus status, @Nullable DeliveryReason reason, @Nullable Boolean permanent) {
        hear(bench.ask(Channel.EMAIL), status, reason, permanent);

        assertThat(first(bench.ask(Channel.EMAIL)).getChannel()).isEqualTo(Channel.EMAIL);
    }

    @Test
    void aSuppressionEndsAfterItsTime() {
        hear(bench.ask(Channel.EMAIL), DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);

        bench.pass(Duration.ofDays(30).minusMillis(1));
        assertThat(first(bench.ask(Channel.EMAIL)).getChannel()).isEqualTo(Channel.SMS);
        bench.pass(Duration.ofMillis(1));
        assertThat(first(bench.ask(Channel.EMAIL)).getChannel()).isEqualTo(Channel.EMAIL);
    }

    @Test
    void aSuppressionThatIsLiftedIsForgotten() {
        hear(bench.ask(Channel.EMAIL), DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);
        var suppressed = bench.suppressing.inForce(Workbench.TENANT).getFirst();

        assertThat(bench.suppressing.lift(Workbench.TENANT, suppressed.fingerprint()))
                .contains(suppressed);

        assertThat(first(bench.ask(Channel.EMAIL)).getChannel()).isEqualTo(Channel.EMAIL);
        assertThat(bench.suppressing.lift(Workbench.TENANT, suppressed.fingerprint()))
                .isEmpty();
    }

    @Test
    void aLiftIsKnownByItsKeyAndAnotherUnderTheSameKeyIsRefused() {
        hear(bench.ask(Channel.EMAIL), DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);
        var id = bench.suppressing.inForce(Workbench.TENANT).getFirst().fingerprint();

        assertThat(bench.suppressing.lift(Workbench.TENANT, id, "key")).isInstanceOf(Lifted.Now.class);
        assertThat(bench.suppressing.lift(Workbench.TENANT, id, "key")).isEqualTo(new Lifted.Before());

        hear(
                bench.ask("u-2", Channel.EMAIL, PHONE, "grace@example.com"),
                DeliveryStatus.FAILED,
                DeliveryReason.INVALID_DESTINATION,
                true);
        var other = bench.suppressing.inForce(Workbench.TENANT).getFirst().fingerprint();
        assertThat(bench.suppressing.lift(Workbench.TENANT, other, "key")).isEqualTo(new Lifted.OtherUnderSameKey());
        assertThat(bench.suppressing.inForce(Workbench.TENANT)).hasSize(1);
    }

    @Test
    void anotherDestinationIsNotTouched() {
        hear(bench.ask(Channel.EMAIL), DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);

        var other = first(bench.ask("u-2", Channel.EMAIL, PHONE, "grace@example.com"));

        assertThat(other.getChannel()).isEqualTo(Channel.EMAIL);
    }

    @Test
    void withNoOtherChannelTheCodeIsRefusedAndTheReasonTold() {
        hear(bench.ask(Channel.EMAIL), DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);
        var request = new CodeRequest("u-1", null, null, null, ADA, null, null, null, null);

        var refused = bench.issuing.issue(Workbench.TENANT, bench.policy, request, null);

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Issued.NoRoute.class,
                        none -> assertThat(none.event().getRoutingReason()).isEqualTo(RoutingReason.SUPPRESSED));
    }

    @Test
    void aSuppressedDestinationIsNoSecondChannelEither() {

        hear(bench.ask(Channel.EMAIL), DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);

        assertThat(bench.store.challenge(bench.ask(Channel.SMS)).sending().fallbackAt())
                .isNull();
    }

    @Test
    void aResendTakesTheOtherChannelToo() {
        String challenge = bench.ask(Channel.EMAIL);
        hear(challenge, DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);
        bench.pass(Duration.ofSeconds(30));

        var again = bench.resending.resend(Workbench.TENANT, bench.policy, challenge, null);

        assertThat(again)
                .isInstanceOfSatisfying(
                        Resent.Sent.class,
                        sent -> assertThat(sent.challenge().sending().routing().reason())
                                .isEqualTo(RoutingReason.SUPPRESSED));
        var deliveries = bench.deliveries(challenge);
        assertThat(deliveries).extracting(OtpRequested::getChannel).containsExactly(Channel.EMAIL, Channel.SMS);
        assertThat(Workbench.code(deliveries.getLast())).isEqualTo(Workbench.code(deliveries.getFirst()));
    }

    @Test
    void aResendOverTheSuppressedChannelByNameTakesTheOtherOneAllTheSame() {
        String challenge = bench.ask(Channel.EMAIL);
        hear(challenge, DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);
        bench.pass(Duration.ofSeconds(30));

        bench.resending.resend(Workbench.TENANT, bench.policy, challenge, Channel.EMAIL);

        assertThat(bench.deliveries(challenge).getLast().getChannel()).isEqualTo(Channel.SMS);
        assertThat(bench.deliveries(challenge).getLast().getRequestedChannel()).isEqualTo(Channel.EMAIL);
    }

    @Test
    void aResendThatHasNowhereElseToGoIsRefused() {
        String challenge = bench.ask("u-1", Channel.EMAIL, null, ADA);
        hear(challenge, DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true);
        bench.pass(Duration.ofSeconds(30));

        assertThat(bench.resending.resend(Workbench.TENANT, bench.policy, challenge, null))
                .isEqualTo(new Resent.Suppressed(Channel.EMAIL));
        assertThat(bench.deliveries(challenge)).hasSize(1);
    }

    private void hear(
            String challengeId, DeliveryStatus status, @Nullable DeliveryReason reason, @Nullable Boolean permanent) {
        DeliveryReceipt receipt = bench.receipt(challengeId, 1, status)
                .setReason(reason)
                .setPermanent(permanent)
                .build();
        bench.suppressing.hear(receipt);
        // A second time: topics are read again after a crash.
        bench.suppressing.hear(receipt);
    }

    private OtpRequested first(String challengeId) {
        return bench.deliveries(challengeId).getFirst();
    }
}
