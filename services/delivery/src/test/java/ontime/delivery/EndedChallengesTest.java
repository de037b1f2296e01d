package ontime.delivery;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import ontime.delivery.neighbours.RequestMaker;
import ontime.events.DeliveryReason;
import ontime.events.OtpRequested;
import ontime.events.WithdrawalReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndedChallengesTest {

    @TempDir
    static Path keys;

    private final EndedChallenges ended = new EndedChallenges();
    private final RequestMaker issuer = new RequestMaker(keys, InstantSource.fixed(NOW));
    private final OtpRequested first = issuer.sms("c-1");
    private final OtpRequested second = OtpRequested.newBuilder(issuer.sms("c-2"))
            .setUserId(first.getUserId())
            .setSequence(2)
            .build();

    @Test
    void theHigherSequenceWinsAlsoWhenItIsReadFirst() {
        ended.note(second);
        ended.note(first);

        assertThat(ended.reason(first)).contains(DeliveryReason.SUPERSEDED);
        assertThat(ended.reason(second)).isEmpty();
    }

    @Test
    void aResendOfTheNewestCodeIsNotSuperseded() {
        ended.note(first);
        var resend = OtpRequested.newBuilder(first).setDelivery(2).build();
        ended.note(resend);

        assertThat(ended.reason(resend)).isEmpty();
    }

    @Test
    void anotherTenantsUserOfTheSameNameIsSomebodyElse() {
        ended.note(first);
        ended.note(OtpRequested.newBuilder(second).setTenant("other").build());

        assertThat(ended.reason(first)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SUPERSEDED, SUPERSEDED",
        "VERIFIED, WITHDRAWN",
        "CANCELLED, WITHDRAWN",
        "LOCKED, WITHDRAWN",
        "OTHER, WITHDRAWN"
    })
    void aWithdrawalSaysWhyNothingIsSent(WithdrawalReason withdrawn, DeliveryReason told) {
        ended.note(issuer.withdrawal(first, withdrawn));

        assertThat(ended.reason(first)).contains(told);
    }

    @Test
    void whatNoLivingCodeCanDependOnIsForgotten() {
        ended.note(first);
        ended.note(issuer.withdrawal(first, WithdrawalReason.VERIFIED));

        ended.forgetBefore(first.getExpiresAt());
        assertThat(ended.size()).isEqualTo(2);

        ended.forgetBefore(first.getExpiresAt().plusMillis(1));
        assertThat(ended.size()).isEqualTo(1);

        ended.forgetBefore(NOW.plus(Duration.ofMinutes(10)).plusMillis(1));
        assertThat(ended.size()).isZero();
    }

    @Test
    void anOlderCodeThatOutlivesTheNewerStaysSuperseded() {
        var shortLived = OtpRequested.newBuilder(second)
                .setExpiresAt(NOW.plusSeconds(60))
                .build();
        ended.note(first);
        ended.note(shortLived);

        ended.forgetBefore(NOW.plusSeconds(120));

        assertThat(ended.reason(first)).contains(DeliveryReason.SUPERSEDED);
    }
}
