package ontime.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every ledger, whatever the clocks say. */
class LedgerPropertiesTest {

    private static final Instant CLICK = Instant.parse("2026-03-02T10:00:00Z");

    @Property
    void noStageIsNegative(@ForAll("reports") Map<Moment, Instant> reported) {
        assertThat(Ledger.of(reported).stages().values())
                .allSatisfy(stage -> assertThat(stage.isNegative()).isFalse());
    }

    @Property
    void instantsAreInTheOrderOfEvents(@ForAll("reports") Map<Moment, Instant> reported) {
        assertThat(List.copyOf(Ledger.of(reported).instants().values())).isSorted();
    }

    @Property
    void stagesFollowEachOtherWithoutAGapAndAddUpToTheWhole(@ForAll("reports") Map<Moment, Instant> reported) {
        var ledger = Ledger.of(reported);
        var ends = Arrays.stream(Stage.values())
                .flatMap(stage -> ledger.at(stage.end()).stream())
                .toList();

        assertThat(ledger.total())
                .isEqualTo(
                        ends.isEmpty() || ledger.begun().isEmpty()
                                ? Duration.ZERO
                                : Duration.between(ledger.begun().get(), ends.getLast()));
    }

    @Property
    void nothingThatIsInOrderIsMoved(@ForAll("reports") Map<Moment, Instant> reported) {
        var inOrder = new EnumMap<Moment, Instant>(Moment.class);
        var sorted = reported.values().stream().sorted().iterator();
        reported.keySet().forEach(moment -> inOrder.put(moment, sorted.next()));

        var ledger = Ledger.of(inOrder);

        assertThat(ledger.instants()).isEqualTo(inOrder);
        assertThat(ledger.skew()).isEmpty();
    }

    @Property
    void nothingIsMovedFurtherThanTheSkewThatIsShown(@ForAll("reports") Map<Moment, Instant> reported) {
        var ledger = Ledger.of(reported);

        assertThat(reported)
                .allSatisfy((moment, at) -> assertThat(
                                Duration.between(ledger.instants().get(moment), at)
                                        .abs())
                        .isLessThanOrEqualTo(ledger.skew()
                                .getOrDefault(moment.clock(), Duration.ZERO)
                                .abs()));
    }

    @Property
    void theBeginningAndTheEndAreTheIssuersAndStayWhereTheyAre(
            @ForAll("reports") Map<Moment, Instant> reported, @ForAll("offsets") long ahead) {
        var issuers = new EnumMap<Moment, Instant>(Moment.class);
        issuers.putAll(reported);
        issuers.put(Moment.CLICKED, CLICK);
        issuers.put(Moment.REQUESTED, CLICK.plusMillis(40));
        issuers.put(Moment.PUBLISHED, CLICK.plusMillis(60));
        issuers.put(Moment.ENTERED, CLICK.plusSeconds(14));
        issuers.computeIfPresent(Moment.CONSUMED, (moment, at) -> at.plusMillis(ahead));

        assertThat(Ledger.of(issuers).total()).isEqualTo(Duration.ofSeconds(14));
    }

    @Property
    void whatEndsIsClosedAndAddsUpToItsEnd(@ForAll("reports") Map<Moment, Instant> reported) {
        var ledger = Ledger.of(reported);
        var end = CLICK.plusSeconds(60);

        var closed = ledger.endedAt(end);

        assertThat(closed.open()).isNull();
        if (ledger.open() != null) {
            assertThat(closed.begun().orElseThrow().plus(closed.total())).isEqualTo(end);
        }
    }

    @Provide
    Arbitrary<Map<Moment, Instant>> reports() {
        return Arbitraries.maps(Arbitraries.of(Moment.class), offsets().map(CLICK::plusMillis))
                .map(reported -> {
                    var inOrder = new EnumMap<Moment, Instant>(Moment.class);
                    inOrder.putAll(reported);
                    return inOrder;
                });
    }

    @Provide
    Arbitrary<Long> offsets() {
        return Arbitraries.longs().between(-2_000, 20_000);
    }
}
