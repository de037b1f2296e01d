package ontime.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FateTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aCodeThatWasAcceptedInTimeIsHeld() {
        assertThat(fate(1, 11).heldValidCodeWithin(LIMIT)).isTrue();
        assertThat(fate(1, 11).waitMilliseconds()).isEqualTo(10_000);
    }

    @Test
    void aCodeThatCameLateOrNeverIsNotHeld() {
        assertThat(new Fate(SECOND, 11 * SECOND + 1, Long.MAX_VALUE).heldValidCodeWithin(LIMIT))
                .isFalse();
        assertThat(new Fate(SECOND, 0, Long.MAX_VALUE).heldValidCodeWithin(LIMIT))
                .isFalse();
        assertThat(new Fate(SECOND, 0, Long.MAX_VALUE).waitMilliseconds()).isInfinite();
    }

    @Test
    void aCodeThatWasDeadWhenItWasAcceptedIsWasted() {
        assertThat(new Fate(SECOND, 5 * SECOND, 5 * SECOND).heldValidCodeWithin(LIMIT))
                .isFalse();
        assertThat(new Fate(SECOND, 5 * SECOND, 5 * SECOND).isWasted()).isTrue();
        assertThat(new Fate(SECOND, 5 * SECOND, 5 * SECOND + 1).heldValidCodeWithin(LIMIT))
                .isTrue();
        assertThat(new Fate(SECOND, 0, 5 * SECOND).isWasted()).isFalse();
    }

    @Test
    void theNextClickOfTheSamePersonSupersedes() {
        var log = new CallLog(3);
        log.published(0, 1 * SECOND);
        log.published(1, 2 * SECOND);
        log.published(2, 3 * SECOND);
        log.accepted(0, 4 * SECOND);

        assertThat(Fate.of(List.of(new Click(0, 0, 1), new Click(1, 1, 1), new Click(2, 0, 2)), log))
                .containsExactly(
                        new Fate(1 * SECOND, 4 * SECOND, 3 * SECOND),
                        new Fate(2 * SECOND, 0, Long.MAX_VALUE),
                        new Fate(3 * SECOND, 0, Long.MAX_VALUE));
    }

    @Test
    void theShareServedIsOfAllClicks() {
        assertThat(Shares.served(List.of(fate(1, 2), fate(1, 0), fate(1, 30), fate(2, 3)), LIMIT))
                .isEqualTo(0.5);
        assertThat(Shares.served(List.of(), LIMIT)).isZero();
    }

    @Test
    void aRouteServesNoMoreThanItsCapacityAndNoMoreThanAll() {
        assertThat(Shares.possible(200, 50)).isEqualTo(0.25);
        assertThat(Shares.possible(200, 300)).isEqualTo(1);
    }

    private static Fate fate(long clickedAt, long acceptedAt) {
        return new Fate(clickedAt * SECOND, acceptedAt * SECOND, Long.MAX_VALUE);
    }
}
