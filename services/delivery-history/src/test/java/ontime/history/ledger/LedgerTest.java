package ontime.history.ledger;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final Instant CLICK = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void everyStageOfACodeThatWasEnteredIsKnown() {
        var ledger = ledger(0L, 40L, 60L, 75L, 90L, 230L, 2_230L, 14_000L);

        assertThat(ledger.stages())
                .containsExactly(
                        Map.entry(Stage.ISSUE, ofMillis(60)),
                        Map.entry(Stage.QUEUE, ofMillis(15)),
                        Map.entry(Stage.HOLD, ofMillis(15)),
                        Map.entry(Stage.PROVIDER, ofMillis(140)),
                        Map.entry(Stage.CARRIER, ofSeconds(2)),
                        Map.entry(Stage.PERSON, ofMillis(11_770)));
        assertThat(ledger.total()).isEqualTo(ofSeconds(14));
        assertThat(ledger.slowest()).contains(Stage.CARRIER);
    }

    @Test
    void aLedgerThatIsClosedBeforeItsEndGivesTheStageUnderWayItsTime() {
        var ledger = ledger(0L, 40L, 60L, 75L, 90L, 230L, 25_000L, 30_000L);

        assertThat(ledger.until(CLICK.plusSeconds(20)).stages())
                .containsEntry(Stage.PROVIDER, ofMillis(140))
                .containsEntry(Stage.CARRIER, ofMillis(19_770))
                .doesNotContainKey(Stage.PERSON);
        assertThat(ledger.until(CLICK.plusMillis(80)).stages())
                .containsOnlyKeys(Stage.ISSUE, Stage.QUEUE, Stage.HOLD)
                .containsEntry(Stage.HOLD, ofMillis(5));
        assertThat(ledger.until(CLICK.plusSeconds(31))).isEqualTo(ledger);
    }

    @Test
    void withoutAReportOfArrivalThePersonsTimeBeginsWithTheAcceptance() {
        var ledger = ledger(0L, 40L, 60L, 75L, 90L, 230L, null, 14_000L);

        assertThat(ledger.stages()).doesNotContainKey(Stage.CARRIER).containsEntry(Stage.PERSON, ofMillis(13_770));
    }

    @Test
    void anArrivalReportedAfterTheCodeWasEnteredWasBeforeIt() {
        var ledger = ledger(0L, 40L, 60L, 75L, 90L, 230L, 20_000L, 14_000L);

        assertThat(ledger.stages())
                .containsEntry(Stage.CARRIER, ofMillis(13_770))
                .containsEntry(Stage.PERSON, Duration.ZERO);
        assertThat(ledger.total()).isEqualTo(ofSeconds(14));
    }

    @Test
    void anAuthServiceWhoseClockIsAheadTakesNoTimeFromTheOthers() {
        var ledger = ledger(5_000L, 40L, 60L, 75L, null, null, null, null);

        assertThat(ledger.stages())
                .containsExactly(Map.entry(Stage.ISSUE, ofMillis(20)), Map.entry(Stage.QUEUE, ofMillis(15)));
    }

    @Test
    void nothingIsKnownOfADeliveryWithoutABeginning() {
        var ledger = ledger(null, null, null, 75L, 90L, 230L, null, null);

        assertThat(ledger.stages()).isEmpty();
        assertThat(ledger.total()).isZero();
    }

    @Test
    void whateverTheClocksSayNoStageIsNegativeAndTheSumIsTheWhole() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        for (var round = 0; round < 5_000; round++) {
            var reported = new EnumMap<Moment, Instant>(Moment.class);
            for (var moment : Moment.values()) {
                if (random.nextInt(4) > 0) {
                    reported.put(moment, CLICK.plusMillis(random.nextLong(-2_000, 20_000)));
                }
            }

            var ledger = Ledger.of(reported);

            assertThat(ledger.stages().values())
                    .as("seed %d, %s", seed, reported)
                    .allSatisfy(stage -> assertThat(stage.isNegative()).isFalse());
            if (reported.containsKey(Moment.CLICKED) && reported.containsKey(Moment.ENTERED)) {
                var start = reported.containsKey(Moment.REQUESTED)
                                && reported.get(Moment.REQUESTED).isBefore(reported.get(Moment.CLICKED))
                        ? reported.get(Moment.REQUESTED)
                        : reported.get(Moment.CLICKED);
                var whole = Duration.between(start, reported.get(Moment.ENTERED));
                assertThat(ledger.total())
                        .as("seed %d, %s", seed, reported)
                        .isEqualTo(whole.isNegative() ? Duration.ZERO : whole);
            }
        }
    }

    /** Milliseconds after the click, in the order of the moments. */
    private static Ledger ledger(@Nullable Long... millis) {
        var reported = new EnumMap<Moment, Instant>(Moment.class);
        var left = Arrays.asList(millis).iterator();
        for (var moment : Moment.values()) {
            var milli = left.next();
            if (milli != null) {
                reported.put(moment, CLICK.plusMillis(milli));
            }
        }
        return Ledger.of(reported);
    }
}
