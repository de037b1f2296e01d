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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendGateTest {

    @TempDir
    static Path keys;

    private final EndedChallenges ended = new EndedChallenges();
    private final SendGate gate = new SendGate(ended, Duration.ofSeconds(8));
    private final RequestMaker issuer = new RequestMaker(keys, InstantSource.fixed(NOW));
    private final OtpRequested request = issuer.sms("c-1");

    @BeforeEach
    void theRequestWasRead() {
        ended.note(request);
    }

    @Test
    void aCodeWithALifeBeforeItIsSent() {
        assertThat(gate.reasonToDrop(request, NOW)).isEmpty();
    }

    @Test
    void aCodeThatJustArrivesInTimeIsSentAndAMillisecondLaterIsNot() {
        var last = request.getExpiresAt().minusSeconds(8);

        assertThat(gate.reasonToDrop(request, last)).isEmpty();
        assertThat(gate.reasonToDrop(request, last.plusMillis(1))).contains(DeliveryReason.TOO_LATE_TO_ARRIVE);
    }

    @Test
    void aCodeIsExpiredFromTheInstantOfItsExpiryOn() {
        assertThat(gate.reasonToDrop(request, request.getExpiresAt().minusMillis(1)))
                .contains(DeliveryReason.TOO_LATE_TO_ARRIVE);
        assertThat(gate.reasonToDrop(request, request.getExpiresAt())).contains(DeliveryReason.EXPIRED);
    }

    @Test
    void aRouteThatDeliversAtOnceStillSendsNothingExpired() {
        var instant = new SendGate(ended, Duration.ZERO);

        assertThat(instant.reasonToDrop(request, request.getExpiresAt().minusMillis(1)))
                .isEmpty();
        assertThat(instant.reasonToDrop(request, request.getExpiresAt())).contains(DeliveryReason.EXPIRED);
    }

    @Test
    void whoClickedAgainGetsOnlyTheNewerCode() {
        var newer = OtpRequested.newBuilder(issuer.sms("c-2"))
                .setUserId(request.getUserId())
                .setSequence(2)
                .build();
        ended.note(newer);

        assertThat(gate.reasonToDrop(request, NOW)).contains(DeliveryReason.SUPERSEDED);
        assertThat(gate.reasonToDrop(newer, NOW)).isEmpty();
    }

    @Test
    void aCodeThatWasEnteredMeanwhileIsNotSentAgain() {
        ended.note(issuer.withdrawal(request, WithdrawalReason.VERIFIED));

        assertThat(gate.reasonToDrop(request, NOW)).contains(DeliveryReason.WITHDRAWN);
    }

    @Test
    void whatIsBothExpiredAndSupersededIsExpired() {
        ended.note(issuer.withdrawal(request, WithdrawalReason.SUPERSEDED));

        assertThat(gate.reasonToDrop(request, request.getExpiresAt())).contains(DeliveryReason.EXPIRED);
    }
}
