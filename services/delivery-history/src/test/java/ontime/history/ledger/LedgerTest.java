package ontime.history.ledger;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
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
        assertThat(ledger.skew()).isEmpty();
        assertThat(ledger.open()).isNull();
    }

    @Test
    void theStageThatIsUnderWayIsOpen() {
        assertThat(ledger(0L, 40L, 60L, null, null, null, null, null).open()).isEqualTo(Stage.QUEUE);
        assertThat(ledger(0L, 40L, 60L, 75L, 90L, 230L, null, null).open()).isEqualTo(Stage.CARRIER);
        assertThat(ledger(null, null, null, 75L, 90L, null, null, null).open()).isNull();
    }

    @Test
    void whatEndedWithoutSuccessGivesTheStageUnderWayItsTimeAndLeavesNothingOpen() {
        var dropped = ledger(0L, 40L, 60L, 75L, null, null, null, null).endedAt(CLICK.plusSeconds(300));

        assertThat(dropped.stages()).containsEntry(Stage.HOLD, ofMillis(299_925));
        assertThat(dropped.total()).isEqualTo(ofMinutes(5));
        assertThat(dropped.open()).isNull();
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
        assertThat(ledger.skew()).containsExactly(Map.entry(Host.NETWORK, ofSeconds(6)));
    }

    @Test
    void anArrivalReportedBeforeTheProviderAnsweredIsShownWithItsAnswer() {
        var ledger = ledger(0L, 40L, 60L, 75L, 90L, 230L, 180L, null);

        assertThat(ledger.at(Moment.DELIVERED)).contains(CLICK.plusMillis(230));
        assertThat(ledger.stages()).containsEntry(Stage.CARRIER, Duration.ZERO);
        assertThat(ledger.skew()).containsExactly(Map.entry(Host.NETWORK, ofMillis(-50)));
    }

    @Test
    void anAuthServiceWhoseClockIsAheadTakesNoTimeFromTheOthers() {
        var ledger = ledger(5_000L, 40L, 60L, 75L, null, null, null, null);

        assertThat(ledger.stages())
                .containsExactly(Map.entry(Stage.ISSUE, ofMillis(20)), Map.entry(Stage.QUEUE, ofMillis(15)));
        assertThat(ledger.skew()).containsExactly(Map.entry(Host.AUTH_SERVICE, ofMillis(4_960)));
    }

    @Test
    void aWorkerWhoseClockIsBehindIsMovedAsAWholeSoThatItsOwnStagesKeepTheirLength() {
        var ledger = ledger(0L, 40L, 60L, -2_925L, -2_910L, -2_770L, 2_230L, 14_000L);

        assertThat(ledger.stages())
                .containsEntry(Stage.QUEUE, Duration.ZERO)
                .containsEntry(Stage.HOLD, ofMillis(15))
                .containsEntry(Stage.PROVIDER, ofMillis(140));
        assertThat(ledger.skew()).containsExactly(Map.entry(Host.WORKER, ofMillis(-2_985)));
    }

    @Test
    void aWorkerThatSentWhatHadBeenEnteredAlreadyIsMovedBackNoFurtherThanToThePublication() {
        var ledger = ledger(0L, 40L, 60L, 10_075L, 10_090L, 10_230L, null, 8_000L);

        assertThat(ledger.stages())
                .containsEntry(Stage.QUEUE, ofMillis(7_785))
                .containsEntry(Stage.PROVIDER, ofMillis(140))
                .containsEntry(Stage.PERSON, Duration.ZERO);
        assertThat(ledger.skew()).containsExactly(Map.entry(Host.WORKER, ofMillis(2_230)));
    }

    @Test
    void nothingIsKnownOfADeliveryWithoutABeginning() {
        var ledger = ledger(null, null, null, 75L, 90L, 230L, null, null);

        assertThat(ledger.stages()).isEmpty();
        assertThat(ledger.total()).isZero();
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
