package ontime.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ontime.delivery.route.Breaker.State;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final RouteSettings.Down SETTINGS =
            new RouteSettings.Down(5, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(2));

    /** The largest jitter leaves the distances whole. */
    private final Breaker breaker = new Breaker(SETTINGS, () -> 0.999_999_999);

    @Test
    void fiveFailuresInARowOpenItAndFourDoNot() {
        fail(4);
        breaker.succeeded(false, NOW);
        fail(4);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        fail(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void soDoesHalfOfTheLastTwentyCalls() {
        for (int i = 0; i < 9; i++) {
            breaker.succeeded(false, NOW);
            fail(1);
        }
        breaker.succeeded(false, NOW);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        fail(1);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void failuresThatLieBackMoreThanTwentyCallsAreForgotten() {
        for (int i = 0; i < 1000; i++) {
            breaker.succeeded(false, NOW);
            breaker.succeeded(false, NOW);
            fail(1);
        }

        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void oneRefusalIsEnough() {
        breaker.refused(false, NOW, NOW);

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void itIsProbedByOneCallAtATimeAndClosesWhenThatIsAnswered() {
        fail(5);
        assertThat(breaker.isProbeDue(true, NOW.plusMillis(490))).isFalse();
        assertThat(breaker.isProbeDue(true, NOW.plusMillis(500))).isTrue();

        breaker.probe(NOW.plusMillis(500));
        assertThat(breaker.state()).isEqualTo(State.PROBING);
        assertThat(breaker.isProbeDue(true, NOW.plusSeconds(60))).isFalse();

        assertThat(breaker.succeeded(true, NOW.plusSeconds(1))).isTrue();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void eachProbeThatFailsDoublesTheDistanceUpToABoundThatIsShorterWhenNobodyHasAnotherWay() {
        fail(5);
        Instant at = NOW;
        List<Long> together = new ArrayList<>();
        List<Long> alone = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            together.add(rounded(Duration.between(at, breaker.probeAt(false))));
            alone.add(rounded(Duration.between(at, breaker.probeAt(true))));
            at = breaker.probeAt(false);
            breaker.probe(at);
            breaker.failed(true, at, at);
        }

        assertThat(together).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
        assertThat(alone).containsExactly(500L, 1000L, 2000L, 2000L, 2000L, 2000L, 2000L, 2000L, 2000L);
    }

    @Test
    void whatBecomesOfCallsThatWereOnTheirWayWhenItOpenedIsNoNews() {
        fail(5);
        assertThat(breaker.succeeded(false, NOW)).isFalse();
        breaker.probe(NOW.plusSeconds(1));

        assertThat(breaker.succeeded(false, NOW)).isFalse();
        breaker.failed(false, NOW, NOW.plusSeconds(2));
        breaker.refused(false, NOW, NOW.plusSeconds(2));

        assertThat(breaker.state()).isEqualTo(State.PROBING);
    }

    @Test
    void whatBeganBeforeItClosedAgainIsNoNewsEither() {
        fail(5);
        Instant probe = NOW.plusSeconds(1);
        breaker.probe(probe);
        breaker.succeeded(true, probe.plusMillis(100));
        for (int i = 0; i < 20; i++) {
            breaker.failed(false, NOW, NOW.plusSeconds(5));
        }
        breaker.refused(false, NOW, NOW.plusSeconds(5));
        assertThat(breaker.state()).isEqualTo(State.CLOSED);

        for (int i = 0; i < 5; i++) {
            breaker.failed(false, NOW.plusSeconds(2), NOW.plusSeconds(5));
        }
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aClockThatIsSetBackDoesNotHideAnOutage() {
        fail(5);
        breaker.probe(NOW.plusSeconds(1));
        breaker.succeeded(true, NOW.plusSeconds(1));

        Instant earlier = NOW.minusSeconds(3600);
        for (int i = 0; i < 5; i++) {
            breaker.failed(false, earlier, earlier);
        }

        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void aProbeIsKnownByItsBeginningOrByBeingTheLastOneLeft() {
        fail(5);
        breaker.probe(NOW.plusSeconds(1));

        assertThat(breaker.isProbe(NOW, false)).isFalse();
        assertThat(breaker.isProbe(NOW.plusSeconds(1), false)).isTrue();
        // However far a clock was set back: a breaker that waits for a call that has ended would wait for ever.
        assertThat(breaker.isProbe(NOW, true)).isTrue();
    }

    @Test
    void aProbeThatWasNotMadeIsMadeByTheNextCall() {
        fail(5);
        Instant due = NOW.plusSeconds(1);
        breaker.probe(due);

        breaker.giveBack();

        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.isProbeDue(true, due.plusSeconds(1))).isTrue();
    }

    @Test
    void thereIsNoWayFromClosedToProbing() {
        assertThatThrownBy(() -> breaker.probe(NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void replicasThatOpenedTogetherDoNotProbeTogether() {
        var early = new Breaker(SETTINGS, () -> 0);
        early.refused(false, NOW, NOW);
        breaker.refused(false, NOW, NOW);

        assertThat(early.probeAt(true)).isEqualTo(NOW.plusMillis(375));
        assertThat(breaker.probeAt(true)).isAfter(NOW.plusMillis(490));
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(false, NOW, NOW);
        }
    }

    /** To ten milliseconds. */
    private static long rounded(Duration distance) {
        return Math.round(distance.toMillis() / 10.0) * 10;
    }
}
