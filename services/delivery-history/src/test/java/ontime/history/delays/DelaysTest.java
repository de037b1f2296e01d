package ontime.history.delays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import ontime.events.Channel;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;
import ontime.history.ledger.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelaysTest {

    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant NOON = TEN.plus(2, ChronoUnit.HOURS);

    @ParameterizedTest
    @CsvSource({
        "0, UP_TO_5_S",
        "5000, UP_TO_5_S",
        "5001, UP_TO_10_S",
        "30000, UP_TO_30_S",
        "30001, UP_TO_60_S",
        "120000, UP_TO_2_MIN",
        "300000, UP_TO_5_MIN",
        "300001, LONGER"
    })
    void aDeliveryIsInTheBucketThatItJustFitsInto(long millis, Bucket bucket) {
        assertThat(Bucket.of(arrived("GB", TEN, millis))).isEqualTo(bucket);
        assertThat(Bucket.named(bucket.address())).contains(bucket);
    }

    @Test
    void everyHourHasAPlaceAndItsOwnDeliveries() {
        var delays = of(arrived("GB", TEN.plusSeconds(10), 900), arrived("GB", TEN.plusSeconds(3599), 40_000));

        assertThat(delays.hours()).hasSize(2);
        assertThat(delays.hours().getFirst().in(Bucket.UP_TO_5_S)).isOne();
        assertThat(delays.hours().getFirst().in(Bucket.UP_TO_60_S)).isOne();
        assertThat(delays.hours().getLast().judged()).isZero();
    }

    @Test
    void whatIsTooYoungToJudgeIsCountedApartAndWhatIsSilentForLongNeverArrived() {
        var delays = of(silent(NOON.minusSeconds(59)), silent(NOON.minusSeconds(60)), returned(NOON.minusSeconds(2)));

        assertThat(delays.tooYoung()).isOne();
        assertThat(delays.judged()).isEqualTo(2);
        assertThat(delays.hours().getLast().in(Bucket.NEVER)).isEqualTo(2);
    }

    @Test
    void percentilesAreTimesThatDeliveriesReallyTook() {
        var passages = IntStream.rangeClosed(1, 100)
                .mapToObj(one -> arrived("GB", TEN, one * 10L))
                .toList();

        var whole = of(passages.toArray(Passage[]::new)).whole();

        assertThat(whole)
                .isEqualTo(new Percentiles(
                        100,
                        Duration.ofMillis(500),
                        Duration.ofMillis(900),
                        Duration.ofMillis(950),
                        Duration.ofMillis(990)));
    }

    @Test
    void longTimesAreToldToAThousandthSoThatAMillionDeliveriesNeedNoMoreRoom() {
        var whole = of(arrived("GB", TEN, 9_999), arrived("GB", TEN, 123_456)).whole();

        assertThat(whole.p50()).isEqualTo(Duration.ofMillis(9_999));
        assertThat(whole.p99()).isEqualTo(Duration.ofMillis(123_400));
    }

    @Test
    void nobodyAsksForMoreThanAMonthOfDeliveries() {
        var month = TEN.plus(PassageLog.LONGEST);

        assertThat(new PassageLog.Question(TEN, month, Set.of("acme"), null, null, null, 1).to())
                .isEqualTo(month);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new PassageLog.Question(TEN, month.plusMillis(1), Set.of("acme"), null, null, null, 1));
    }

    @Test
    void stagesAreThoseOfTheLedgerWithoutThePerson() {
        var delays = of(arrived("GB", TEN, 900));

        assertThat(delays.stages()).doesNotContainKey(Stage.PERSON);
        assertThat(delays.stages().get(Stage.CARRIER))
                .extracting(Percentiles::p50)
                .isEqualTo(Duration.ofMillis(800));
        assertThat(delays.stages().get(Stage.HOLD))
                .extracting(Percentiles::count)
                .isEqualTo(0);
    }

    @Test
    void theRouteWithTheMostLateOrLostDeliveriesComesFirst() {
        var delays = of(
                arrived("GB", TEN, 29_000),
                arrived("DE", TEN, 31_000),
                arrived("DE", TEN, 100),
                returned(TEN),
                arrived("GB", TEN, 200));

        assertThat(delays.routes())
                .extracting(route -> route.way().country(), Delays.Route::late, Delays.Route::never)
                .containsExactly(tuple("FR", 0, 1), tuple("DE", 1, 0), tuple("GB", 0, 0));
    }

    private static Delays of(Passage... passages) {
        var count = new DelayCount(TEN, NOON, Duration.ofSeconds(30), Duration.ofSeconds(60), NOON);
        List.of(passages).forEach(count::add);
        return count.delays();
    }

    private static Passage arrived(String country, Instant click, long millis) {
        return passage(
                country,
                click,
                false,
                Map.of(
                        Moment.CLICKED,
                        click,
                        Moment.REQUESTED,
                        click,
                        Moment.ACCEPTED,
                        click.plusMillis(Math.min(100, millis)),
                        Moment.DELIVERED,
                        click.plusMillis(millis)));
    }

    private static Passage silent(Instant click) {
        return passage("GB", click, false, Map.of(Moment.CLICKED, click, Moment.REQUESTED, click));
    }

    private static Passage returned(Instant click) {
        return passage("FR", click, true, Map.of(Moment.CLICKED, click, Moment.ACCEPTED, click.plusMillis(300)));
    }

    private static Passage passage(String country, Instant click, boolean returned, Map<Moment, Instant> instants) {
        return new Passage("l-1", Channel.SMS, "sns", country, click, returned, Ledger.of(instants));
    }
}
