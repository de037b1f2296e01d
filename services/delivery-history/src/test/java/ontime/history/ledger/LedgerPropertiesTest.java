package ontime.history.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What holds of every ledger, whatever the clocks say. */
class LedgerPropertiesTest {

    private static final int WORLDS = 1_000;
    private static final Instant CLICK = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void noStageIsNegative() {
        forAll(reported -> {
            assertThat(Ledger.of(reported).stages().values())
                    .allSatisfy(stage -> assertThat(stage.isNegative()).isFalse());
        });
    }

    @Test
    void instantsAreInTheOrderOfEvents() {
        forAll(reported -> {
            assertThat(List.copyOf(Ledger.of(reported).instants().values())).isSorted();
        });
    }

    @Test
    void stagesFollowEachOtherWithoutAGapAndAddUpToTheWhole() {
        forAll(reported -> {
            var ledger = Ledger.of(reported);
            var ends = Arrays.stream(Stage.values())
                    .flatMap(stage -> ledger.at(stage.end()).stream())
                    .toList();

            assertThat(ledger.total())
                    .isEqualTo(
                            ends.isEmpty() || ledger.begun().isEmpty()
                                    ? Duration.ZERO
                                    : Duration.between(ledger.begun().get(), ends.getLast()));
        });
    }

    @Test
    void nothingThatIsInOrderIsMoved() {
        forAll(reported -> {
            var inOrder = new EnumMap<Moment, Instant>(Moment.class);
            var sorted = reported.values().stream().sorted().iterator();
            reported.keySet().forEach(moment -> inOrder.put(moment, sorted.next()));

            var ledger = Ledger.of(inOrder);

            assertThat(ledger.instants()).isEqualTo(inOrder);
            assertThat(ledger.skew()).isEmpty();
        });
    }

    @Test
    void nothingIsMovedFurtherThanTheSkewThatIsShown() {
        forAll(reported -> {
            var ledger = Ledger.of(reported);

            assertThat(reported)
                    .allSatisfy((moment, at) -> assertThat(
                                    Duration.between(ledger.instants().get(moment), at)
                                            .abs())
                            .isLessThanOrEqualTo(ledger.skew()
                                    .getOrDefault(moment.clock(), Duration.ZERO)
                                    .abs()));
        });
    }

    @Test
    void theBeginningAndTheEndAreTheIssuersAndStayWhereTheyAre() {
        forAll(reported -> {
            var issuers = new EnumMap<Moment, Instant>(Moment.class);
            issuers.putAll(reported);
            issuers.put(Moment.CLICKED, CLICK);
            issuers.put(Moment.REQUESTED, CLICK.plusMillis(40));
            issuers.put(Moment.PUBLISHED, CLICK.plusMillis(60));
            issuers.put(Moment.ENTERED, CLICK.plusSeconds(14));
            issuers.computeIfPresent(Moment.CONSUMED, (moment, at) -> at.plusSeconds(3));

            assertThat(Ledger.of(issuers).total()).isEqualTo(Duration.ofSeconds(14));
        });
    }

    @Test
    void whatEndsIsClosedAndAddsUpToItsEnd() {
        forAll(reported -> {
            var ledger = Ledger.of(reported);
            var end = CLICK.plusSeconds(60);

            var closed = ledger.endedAt(end);

            assertThat(closed.open()).isNull();
            if (ledger.open() != null) {
                assertThat(closed.begun().orElseThrow().plus(closed.total())).isEqualTo(end);
            }
        });
    }

    private static void forAll(Consumer<Map<Moment, Instant>> property) {
        long first = new Random().nextLong();
        for (long seed = first; seed != first + WORLDS; seed++) {
            var reported = reports(new Random(seed));
            try {
                property.accept(reported);
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + reported, e);
            }
        }
    }

    /** Any of the instants, each up to 2 s before the click or 20 s after it. */
    private static Map<Moment, Instant> reports(Random random) {
        var reported = new EnumMap<Moment, Instant>(Moment.class);
        for (Moment moment : Moment.values()) {
            if (random.nextBoolean()) {
                reported.put(moment, CLICK.plusMillis(random.nextInt(-2_000, 20_001)));
            }
        }
        return reported;
    }
}
