package ontime.delivery.engine;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import ontime.events.DeliveryReason;
import org.junit.jupiter.api.Test;

class SendGateTest {

    private final EndedChallenges ended = new EndedChallenges();
    private final SendGate gate = new SendGate(ended, () -> Duration.ofSeconds(8));
    private final Request request = Requests.of("c-1", 1, "jo", 1, NOW);

    @Test
    void aCodeThatJustArrivesInTimeIsSentAndAMillisecondLaterIsNot() {
        var last = request.expiresAt().minusSeconds(8);

        assertThat(gate.lastMoment(request)).isEqualTo(last);
        assertThat(gate.reasonToDrop(request, last)).isEmpty();
        assertThat(gate.reasonToDrop(request, last.plusMillis(1))).contains(DeliveryReason.TOO_LATE_TO_ARRIVE);
    }

    @Test
    void aCodeIsExpiredFromTheInstantOfItsExpiryOn() {
        assertThat(gate.reasonToDrop(request, request.expiresAt().minusMillis(1)))
                .contains(DeliveryReason.TOO_LATE_TO_ARRIVE);
        assertThat(gate.reasonToDrop(request, request.expiresAt())).contains(DeliveryReason.EXPIRED);
    }

    @Test
    void aRouteThatDeliversAtOnceStillSendsNothingExpired() {
        var instant = new SendGate(ended, () -> Duration.ZERO);

        assertThat(instant.reasonToDrop(request, request.expiresAt().minusMillis(1)))
                .isEmpty();
        assertThat(instant.reasonToDrop(request, request.expiresAt())).contains(DeliveryReason.EXPIRED);
    }

    @Test
    void whoClickedAgainGetsOnlyTheNewerCode() {
        ended.noteRequest("jo", 2, request.expiresAt(), NOW);

        assertThat(gate.reasonToDrop(request, NOW)).contains(DeliveryReason.SUPERSEDED);
        assertThat(gate.reasonToDrop(Requests.of("c-2", 1, "jo", 2, NOW), NOW)).isEmpty();
    }

    @Test
    void whatIsBothExpiredAndWithdrawnIsExpired() {
        ended.noteEnd("c-1", DeliveryReason.WITHDRAWN, NOW, NOW);

        assertThat(gate.reasonToDrop(request, NOW)).contains(DeliveryReason.WITHDRAWN);
        assertThat(gate.reasonToDrop(request, request.expiresAt())).contains(DeliveryReason.EXPIRED);
    }
}
