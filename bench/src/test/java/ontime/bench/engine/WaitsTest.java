package ontime.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import ontime.bench.report.Plot;
import org.junit.jupiter.api.Test;

class WaitsTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void aWaitIsFromPublishingToTheFirstCall() {
        var log = new CallLog(2);
        log.published(0, SECOND);
        log.begun(0, SECOND + 5_000_000);
        log.begun(0, 9 * SECOND);
        log.published(1, SECOND);
        log.begun(1, 3 * SECOND);

        assertThat(Waits.untilCalled(log, 0, 2, number -> number == 0).values()).containsExactly(5.0);
    }

    @Test
    void whoStillWaitsCountsWithTheTimeSoFar() {
        var log = new CallLog(1);
        log.published(0, System.nanoTime() - 60 * SECOND);

        assertThat(Waits.untilCalled(log, 0, 1, number -> true).at(0.5)).isGreaterThanOrEqualTo(60_000);
    }

    @Test
    void aLineHasAPointForEachStretchInWhichSomebodyClicked() {
        List<Fate> fates = List.of(fate(0), fate(1), fate(5), fate(9));

        assertThat(Waits.over(fates, Duration.ofSeconds(2), List::size))
                .containsExactly(new Plot.Point(2, 2), new Plot.Point(6, 1), new Plot.Point(10, 1));
    }

    private static Fate fate(long second) {
        return new Fate(SECOND + second * SECOND, 0, Long.MAX_VALUE);
    }
}
