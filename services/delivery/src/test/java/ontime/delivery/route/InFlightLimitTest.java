package ontime.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.IntFunction;
import ontime.delivery.route.RouteSettings.CallsInFlight;
import ontime.delivery.route.Traffic.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InFlightLimitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InFlightLimit limit = new InFlightLimit(new CallsInFlight(4, 16, 1000));
    private final Traffic traffic = new Traffic(limit);

    @Test
    void aProviderThatAlwaysTakesATenthOfASecondSoonGetsAllThatThereIs() {
        traffic.run(SECOND, inFlight -> Fate.answered(100));
        assertThat(limit.limit()).isGreaterThan(200);

        traffic.run(SECOND, inFlight -> Fate.answered(100));
        assertThat(limit.limit()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void latenciesThatVaryByChanceAreNoTrend(long seed) {
        var random = new Random(seed);

        traffic.run(SECOND.multipliedBy(5), inFlight -> Fate.answered(50 + random.nextInt(250)));

        assertThat(limit.limit()).isGreaterThan(200);
    }

    @Test
    void callsThatHangTakeTheirPlacesAndNothingElse() {
        traffic.run(SECOND.multipliedBy(2), inFlight -> Fate.answered(100));
        int before = limit.limit();

        traffic.run(
                SECOND.multipliedBy(20),
                (inFlight, number) -> number % 200 == 0 ? Fate.failed(30_000) : Fate.answered(100));

        assertThat(limit.limit()).isEqualTo(before);
    }

    @Test
    void itFallsAtOnceWhenHalfOfTheCallsAreThrottledAndRisesAgainWhenNoneIs() {
        traffic.run(SECOND.multipliedBy(2), inFlight -> Fate.answered(100));

        traffic.run(SECOND, (inFlight, number) -> number % 2 == 0 ? Fate.failed(20) : Fate.answered(100));
        assertThat(limit.limit()).isLessThan(100);

        traffic.run(SECOND.multipliedBy(5), inFlight -> Fate.answered(100));
        assertThat(limit.limit()).isGreaterThan(200);
    }

    @Test
    void aProviderThatFailsAltogetherIsLeftWithTheFewestCalls() {
        traffic.run(SECOND, inFlight -> Fate.answered(100));

        traffic.run(SECOND, inFlight -> Fate.failed(20));

        assertThat(limit.limit()).isEqualTo(4);
    }

    @Test
    void oneFailureOfTwentyIsNoTrend() {
        traffic.run(SECOND.multipliedBy(2), inFlight -> Fate.answered(100));
        int before = limit.limit();

        traffic.run(
                SECOND.multipliedBy(5), (inFlight, number) -> number % 20 == 0 ? Fate.failed(50) : Fate.answered(100));

        assertThat(limit.limit()).isEqualTo(before);
    }

    @Test
    void aQueueAtTheProviderIsKeptShortWithoutLeavingItIdle() {
        // Takes a tenth of a second, and 1,000 calls a second: 100 in flight keep it busy, more only wait.
        IntFunction<Fate> provider = inFlight -> Fate.answered(Math.max(100, inFlight));

        traffic.run(SECOND.multipliedBy(10), provider);
        int before = traffic.begun();
        for (int i = 0; i < 60; i++) {
            traffic.run(SECOND, provider);
            assertThat(limit.limit()).isBetween(60, 200);
        }

        assertThat(traffic.begun() - before).isGreaterThan(57_000);
    }

    @Test
    void aProviderThatHasBecomeSlowerByItselfKeepsItsCalls() {
        traffic.run(SECOND.multipliedBy(2), inFlight -> Fate.answered(100));

        traffic.run(SECOND.multipliedBy(3), inFlight -> Fate.answered(400));
        assertThat(limit.limit()).isGreaterThanOrEqualTo(500);

        traffic.run(SECOND.multipliedBy(5), inFlight -> Fate.answered(400));
        assertThat(limit.limit()).isEqualTo(1000);
    }

    @Test
    void aRouteThatComesBackSlowerThanItWasIsJudgedAsANewOne() {
        traffic.run(SECOND.multipliedBy(2), inFlight -> Fate.answered(100));
        traffic.demanding(0).run(SECOND, inFlight -> Fate.answered(100));

        limit.restart(Instant.EPOCH.plusSeconds(3));

        traffic.demanding(1000).run(SECOND.multipliedBy(5), inFlight -> {
            assertThat(limit.limit()).isGreaterThanOrEqualTo(16);
            return Fate.answered(400);
        });
    }

    @Test
    void aLimitThatNobodyReachesDoesNotRise() {
        traffic.demanding(10).run(SECOND.multipliedBy(10), inFlight -> Fate.answered(100));

        assertThat(limit.limit()).isEqualTo(16);
    }

    @Test
    void aPlaceThatIsGivenBackIsFree() {
        for (int i = 0; i < 16; i++) {
            assertThat(limit.isFull()).isFalse();
            limit.begin();
        }
        assertThat(limit.isFull()).isTrue();

        limit.giveBack();

        assertThat(limit.isFull()).isFalse();
        assertThat(limit.inFlight()).isEqualTo(15);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverHappensItStaysInBoundsAndEveryCallIsCountedOnce(long seed) {
        var random = new Random(seed);

        for (int i = 0; i < 50; i++) {
            int latency = 1 + random.nextInt(500);
            int failures = random.nextInt(101);
            traffic.demanding(1 + random.nextInt(2000)).run(Duration.ofMillis(random.nextInt(2000)), inFlight -> {
                assertThat(limit.limit()).isBetween(4, 1000);
                assertThat(inFlight).isLessThanOrEqualTo(limit.limit());
                return new Fate(Duration.ofMillis(random.nextInt(2 * latency)), random.nextInt(100) < failures);
            });
        }
    }
}
