package ontime.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS = 30;
    private static final int PER_SECOND = 200;
    private static final Offset<Double> STEP = Offset.offset(0.11);

    @Test
    void nobodyWaitsNothingToRecoverFrom() {
        assertThat(recovery(click -> 100)).hasValue(0);
    }

    @Test
    void theSlowClicksOfTheFirstSecondsAreWaitedFor() {
        // All that are clicked in the first 4 s wait for 5 s: the first good second begins at 4.
        OptionalDouble seconds = recovery(click -> click < 4 * PER_SECOND ? 5000 : 100);

        assertThat(seconds).hasValueCloseTo(4.0, STEP);
    }

    @Test
    void twoSecondsAreTooLong() {
        assertThat(recovery(click -> 1999)).hasValue(0);
        assertThat(recovery(click -> 2000)).isEmpty();
    }

    @Test
    void aRelapseCountsToo() {
        OptionalDouble seconds = recovery(click -> click > 10 * PER_SECOND && click < 11 * PER_SECOND ? 5000 : 100);

        assertThat(seconds).hasValueCloseTo(11.0, STEP);
    }

    @Test
    void oneSlowCodeInAHundredIsAllowed() {
        assertThat(recovery(click -> click % 100 == 50 ? 5000 : 100)).hasValue(0);
        assertThat(recovery(click -> click % 50 == 25 ? 5000 : 100)).isEmpty();
    }

    @Test
    void aCodeThatNeverComesIsSlow() {
        List<Fate> fates = IntStream.range(0, SECONDS * PER_SECOND)
                .mapToObj(click -> new Fate(at(click), 0, Long.MAX_VALUE))
                .toList();

        assertThat(new Recovery(fates, at(0), at(SECONDS * PER_SECOND)).seconds())
                .isEmpty();
    }

    /** @param wait in milliseconds, of the click of a number */
    private static OptionalDouble recovery(IntToLongFunction wait) {
        List<Fate> fates = IntStream.range(0, SECONDS * PER_SECOND)
                .mapToObj(click -> new Fate(at(click), at(click) + wait.applyAsLong(click) * 1_000_000, Long.MAX_VALUE))
                .toList();
        return new Recovery(fates, at(0), at(SECONDS * PER_SECOND)).seconds();
    }

    private static long at(int click) {
        return SECOND + click * SECOND / PER_SECOND;
    }
}
