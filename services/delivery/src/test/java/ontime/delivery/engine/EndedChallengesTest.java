package ontime.delivery.engine;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import ontime.events.DeliveryReason;
import org.junit.jupiter.api.Test;

class EndedChallengesTest {

    private final EndedChallenges ended = new EndedChallenges();
    private final Request first = Requests.of("c-1", 1, "jo", 1, NOW);
    private final Request second = Requests.of("c-2", 1, "jo", 2, NOW);

    @Test
    void theHigherSequenceWinsAlsoWhenItIsReadFirst() {
        note(second);
        note(first);

        assertThat(ended.reason(first)).contains(DeliveryReason.SUPERSEDED);
        assertThat(ended.reason(second)).isEmpty();
    }

    @Test
    void aResendOfTheNewestCodeSupersedesTheFirstDeliveryOnlyWhenItIsBegun() {
        Request resend = Requests.of("c-1", 2, "jo", 1, NOW);
        note(first);
        note(resend);
        assertThat(ended.reason(first)).isEmpty();

        ended.noteCall(resend);

        assertThat(ended.reason(first)).contains(DeliveryReason.SUPERSEDED);
        assertThat(ended.reason(resend)).isEmpty();
    }

    @Test
    void somebodyElseIsNotSuperseded() {
        note(first);
        note(Requests.of("c-3", 1, "jim", 2, NOW));

        assertThat(ended.reason(first)).isEmpty();
    }

    @Test
    void aWithdrawalSaysWhyNothingIsSent() {
        ended.noteEnd("c-1", DeliveryReason.WITHDRAWN, NOW, NOW);

        assertThat(ended.reason(first)).contains(DeliveryReason.WITHDRAWN);
    }

    @Test
    void whatNoLivingCodeCanDependOnIsForgotten() {
        note(first);
        ended.noteEnd("c-1", DeliveryReason.WITHDRAWN, NOW, NOW);

        Request older = Requests.of("c-0", 1, "jo", 0, NOW);

        ended.forgetBefore(first.expiresAt());
        assertThat(ended.reason(older)).contains(DeliveryReason.SUPERSEDED);

        ended.forgetBefore(first.expiresAt().plusSeconds(1));
        assertThat(ended.reason(older)).isEmpty();
        assertThat(ended.reason(first)).contains(DeliveryReason.WITHDRAWN);

        ended.forgetBefore(NOW.plus(Duration.ofMinutes(10)).plusSeconds(1));
        assertThat(ended.reason(first)).isEmpty();
    }

    @Test
    void anOlderCodeThatOutlivesTheNewerStaysSuperseded() {
        note(first);
        ended.noteRequest("jo", 2, NOW.plusSeconds(60), NOW);

        ended.forgetBefore(NOW.plusSeconds(120));

        assertThat(ended.reason(first)).contains(DeliveryReason.SUPERSEDED);
    }

    @Test
    void aTopicFullOfExpiredRequestsFillsNoMemory() {
        Instant later = NOW.plus(Requests.LIFE);
        ended.noteRequest("jo", 2, later, later);
        ended.noteEnd("c-2", DeliveryReason.WITHDRAWN, NOW, later.plus(Requests.LIFE));

        assertThat(ended.reason(first)).isEmpty();
        assertThat(ended.reason(Requests.of("c-2", 1, "al", 1, NOW))).isEmpty();
    }

    private void note(Request request) {
        ended.noteRequest(request.user(), request.sequence(), request.expiresAt(), NOW);
    }
}
