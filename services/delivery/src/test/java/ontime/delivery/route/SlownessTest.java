package ontime.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlownessTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final Slowness slowness = new Slowness(new RouteSettings.Slow(Duration.ofSeconds(2), 0.5, 20));

    @Test
    void aCallAtTheBoundIsFastAndOneBeyondIsSlow() {
        assertThat(slowness.isTooLong(Duration.ofSeconds(2))).isFalse();
        assertThat(slowness.isTooLong(Duration.ofMillis(2001))).isTrue();
    }

    @Test
    void halfOfTwentyCallsMakeItSlow() {
        calls(10, false, NOW);
        calls(9, true, NOW);
        assertThat(slowness.isSlow()).isFalse();

        calls(1, true, NOW);
        assertThat(slowness.isSlow()).isTrue();
    }

    @Test
    void aFewCallsSayNothing() {
        calls(19, true, NOW);

        assertThat(slowness.isSlow()).isFalse();
    }

    @Test
    void callsAreForgottenAfterHalfAMinute() {
        calls(19, true, NOW);

        calls(1, true, NOW.plusSeconds(31));

        assertThat(slowness.isSlow()).isFalse();
    }

    @Test
    void callsOnBothSidesOfAHalfWindowCountTogether() {
        calls(10, true, NOW);

        calls(10, true, NOW.plusSeconds(16));

        assertThat(slowness.isSlow()).isTrue();
    }

    @Test
    void fiveFastCallsInARowMakeItFastAgain() {
        calls(20, true, NOW);
        calls(4, false, NOW);
        calls(1, true, NOW);
        calls(4, false, NOW);
        assertThat(slowness.isSlow()).isTrue();

        calls(1, false, NOW);
        assertThat(slowness.isSlow()).isFalse();
    }

    @Test
    void whileSlowItIsSentOneCallASecond() {
        assertThat(slowness.isProbeDue(NOW)).isFalse();
        calls(20, true, NOW);
        assertThat(slowness.isProbeDue(NOW)).isTrue();

        slowness.probe(NOW);

        assertThat(slowness.isProbeDue(NOW.plusMillis(999))).isFalse();
        assertThat(slowness.isProbeDue(NOW.plusSeconds(1))).isTrue();
    }

    @Test
    void slownessThatNobodyConfirmsIsForgottenAfterHalfAMinute() {
        assertThat(slowness.forgottenAt()).isEmpty();
        calls(20, true, NOW);
        slowness.probe(NOW.plusSeconds(10));
        assertThat(slowness.forgottenAt()).contains(NOW.plusSeconds(40));

        slowness.forgetBefore(NOW.plusMillis(39_999));
        assertThat(slowness.isSlow()).isTrue();
        slowness.forgetBefore(NOW.plusSeconds(40));
        assertThat(slowness.isSlow()).isFalse();

        calls(19, true, NOW.plusSeconds(40));
        assertThat(slowness.isSlow()).isFalse();
    }

    private void calls(int number, boolean tooLong, Instant at) {
        for (int i = 0; i < number; i++) {
            slowness.ended(tooLong, at);
        }
    }
}
