package ontime.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LATENCY = Duration.ofMillis(100);

    private Instant now = Instant.EPOCH;

    @Test
    void withoutABoundEveryMessageGoesAtOnce() {
        assertThat(sent(new Rate(Double.POSITIVE_INFINITY), 1, Duration.ofMillis(100), 1_000))
                .isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 20, 50, 99.5})
    void noMoreThanTheRateGoesAndATenthOfASecondMore(double partsASecond) {
        var rate = new Rate(partsASecond);

        int sent = sent(rate, 1, SECOND.multipliedBy(20), Integer.MAX_VALUE);

        assertThat((double) sent).isBetween(20 * partsASecond - 1, 20 * partsASecond + partsASecond / 10 + 2);
    }

    @Test
    void partsAreCountedNotMessages() {
        assertThat(sent(new Rate(30), 3, SECOND.multipliedBy(10), Integer.MAX_VALUE))
                .isBetween(99, 103);
    }

    @Test
    void aMessageLongerThanTheBucketGoesWhenItIsFullAndTheNextWaitsForAllOfIt() {
        var rate = new Rate(10);

        assertThat(rate.notBefore(5, now)).isEmpty();
        rate.take(5, now);

        assertThat(rate.notBefore(1, now)).contains(now.plusMillis(500));
    }

    @Test
    void whatWasNotSentAfterAllIsThereForTheNext() {
        var rate = new Rate(1);
        rate.notBefore(1, now);
        rate.take(1, now);
        assertThat(rate.notBefore(1, now)).isPresent();

        rate.giveBack(1);

        assertThat(rate.notBefore(1, now)).isEmpty();
    }

    @Test
    void aReplicaWithAQuarterOfThePartitionsGetsAQuarterOfTheRate() {
        var rate = new Rate(40);
        rate.share(0.25);

        assertThat(sent(rate, 1, SECOND.multipliedBy(10), Integer.MAX_VALUE)).isBetween(100, 102);
        assertThatThrownBy(() -> rate.share(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rate.share(1.01)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClockThatIsSetBackGivesNothingAndTakesNothing() {
        var rate = new Rate(10);
        rate.notBefore(1, now);
        rate.take(1, now);

        Optional<Instant> when = rate.notBefore(1, now.minusSeconds(60));

        assertThat(when).contains(now.minusSeconds(60).plusMillis(100));
    }

    @ParameterizedTest
    @ValueSource(doubles = {100, 1000, Double.POSITIVE_INFINITY})
    void throttlingBringsItDownToWhatIsReallyTakenAndLittleIsLost(double configured) {
        var rate = new Rate(configured);
        var carrier = new Carrier(50);
        drive(rate, carrier, SECOND.multipliedBy(15));
        assertThat(rate.current()).isBetween(40.0, 65.0);

        carrier.accepted = 0;
        carrier.refused = 0;
        drive(rate, carrier, SECOND.multipliedBy(30));

        assertThat(carrier.accepted).isGreaterThan(30 * 45);
        assertThat(carrier.refused).isLessThan(carrier.accepted / 5);
    }

    @Test
    void oneThrottlingAnswerAmongFewTeachesNothing() {
        var rate = new Rate(Double.POSITIVE_INFINITY);
        for (int i = 0; i < 100; i++) {
            rate.take(1, now);
            rate.answered(i % 10 == 0, now, now.plus(LATENCY));
            now = now.plusSeconds(1);
        }

        assertThat(rate.current()).isInfinite();
    }

    @Test
    void itComesBackToTheConfiguredRateWhenTheThrottlingIsOver() {
        var rate = new Rate(100);
        drive(rate, new Carrier(50), SECOND.multipliedBy(15));
        assertThat(rate.current()).isLessThan(65);

        drive(rate, new Carrier(1000), SECOND.multipliedBy(3));
        assertThat(rate.current()).isLessThan(90);
        drive(rate, new Carrier(1000), SECOND.multipliedBy(25));

        assertThat(rate.current()).isEqualTo(100);
    }

    @Test
    void aStormOfThrottlingIsOverWithinSecondsHoweverLongItWas() {
        var rate = new Rate(50);
        drive(rate, new Carrier(50), SECOND.multipliedBy(5));
        drive(rate, new Carrier(0), SECOND.multipliedBy(60));
        assertThat(rate.current()).isLessThan(5);

        drive(rate, new Carrier(50), SECOND.multipliedBy(13));

        assertThat(rate.current()).isGreaterThan(40);
    }

    @Test
    void aRouteWithoutARateLosesTheTaughtOneWhenTenTimesAsMuchDoesNoHarm() {
        var rate = new Rate(Double.POSITIVE_INFINITY);
        drive(rate, new Carrier(50), SECOND.multipliedBy(3));
        assertThat(rate.current()).isFinite();

        drive(rate, new Carrier(100_000), SECOND.multipliedBy(90));

        assertThat(rate.current()).isInfinite();
    }

    @Test
    void whatTheProviderAsksForIsHonouredUpToAMinute() {
        var rate = new Rate(Double.POSITIVE_INFINITY);

        rate.pause(Duration.ofSeconds(7), now);
        assertThat(rate.notBefore(1, now)).contains(now.plusSeconds(7));
        rate.pause(Duration.ofSeconds(3), now);
        assertThat(rate.notBefore(1, now)).contains(now.plusSeconds(7));
        assertThat(rate.notBefore(1, now.plusSeconds(7))).isEmpty();

        rate.pause(Duration.ofHours(1), now);
        assertThat(rate.notBefore(1, now)).contains(now.plusSeconds(60));
    }

    @Test
    void answersToWhatWasSentAtAFormerRateDoNotLowerItAgain() {
        var rate = new Rate(1000);
        for (int i = 0; i < 100; i++) {
            rate.notBefore(1, now);
            rate.take(1, now);
        }
        for (int i = 0; i < 20; i++) {
            rate.answered(true, now, now.plus(LATENCY));
        }
        double lowered = rate.current();
        assertThat(lowered).isLessThan(1000);

        for (int i = 0; i < 80; i++) {
            rate.answered(true, now, now.plusSeconds(2));
        }

        assertThat(rate.current()).isCloseTo(lowered, within(1e-9));
    }

    @Test
    void aBurstAfterALongSilenceIsJudgedByItselfAlone() {
        var rate = new Rate(Double.POSITIVE_INFINITY);
        calls(rate, 1, false);
        now = now.plus(Duration.ofMinutes(10));

        calls(rate, 20, true);

        assertThat(rate.current()).isBetween(50.0, 200.0);
    }

    @Test
    void aPauseThatTheProviderAskedForDoesNotMakeTheRateLookLower() {
        var rate = new Rate(Double.POSITIVE_INFINITY);
        calls(rate, 5, true);
        rate.pause(Duration.ofSeconds(30), now);
        now = now.plusSeconds(30);

        calls(rate, 20, true);

        assertThat(rate.current()).isBetween(50.0, 200.0);
    }

    @Test
    void aSilenceDoesNotUndoWhatThrottlingHasTaught() {
        var rate = new Rate(Double.POSITIVE_INFINITY);
        calls(rate, 20, true);
        double taught = rate.current();
        now = now.plus(Duration.ofMinutes(10));

        calls(rate, 1, false);
        now = now.plus(Duration.ofMinutes(10));
        calls(rate, 1, false);

        assertThat(rate.current()).isGreaterThan(taught).isLessThan(taught * 1.5);
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheLearning() {
        var rate = new Rate(Double.POSITIVE_INFINITY);
        calls(rate, 1, false);
        now = now.minusSeconds(3600);

        calls(rate, 20, true);

        assertThat(rate.current()).isFinite();
    }

    /** So many at once, each answered after the usual time. */
    private void calls(Rate rate, int messages, boolean throttled) {
        Instant began = now;
        for (int i = 0; i < messages; i++) {
            rate.take(1, began);
        }
        now = began.plus(LATENCY);
        for (int i = 0; i < messages; i++) {
            rate.answered(throttled, began, now);
        }
    }

    /** Sends one message after the other as soon as it may go. */
    private int sent(Rate rate, int parts, Duration time, int atMost) {
        Instant end = now.plus(time);
        int sent = 0;
        while (sent < atMost) {
            Optional<Instant> when = rate.notBefore(parts, now);
            if (when.isPresent() && !when.get().isBefore(end)) {
                break;
            }
            now = when.orElse(now);
            if (when.isEmpty()) {
                rate.take(parts, now);
                sent++;
            }
        }
        now = end;
        return sent;
    }

    /** Takes so many parts in each second, and throttles the rest. */
    private static final class Carrier {

        private final int aSecond;
        private long second = -1;
        private int taken;
        private int accepted;
        private int refused;

        Carrier(int aSecond) {
            this.aSecond = aSecond;
        }

        boolean takes(Instant at) {
            if (at.getEpochSecond() != second) {
                second = at.getEpochSecond();
                taken = 0;
            }
            if (taken < aSecond) {
                taken++;
                accepted++;
                return true;
            }
            refused++;
            return false;
        }
    }

    private record Call(Instant began, boolean taken) {}

    /** As many calls as the rate lets through, with at most twenty begun in a tick of the clock. */
    private void drive(Rate rate, Carrier carrier, Duration time) {
        Instant end = now.plus(time);
        Deque<Call> calls = new ArrayDeque<>();
        while (now.isBefore(end)) {
            for (int i = 0; i < 20 && rate.notBefore(1, now).isEmpty(); i++) {
                rate.take(1, now);
                calls.add(new Call(now, carrier.takes(now)));
            }
            now = now.plusMillis(2);
            while (!calls.isEmpty() && !calls.element().began().plus(LATENCY).isAfter(now)) {
                Call call = calls.remove();
                rate.answered(!call.taken(), call.began(), now);
            }
        }
    }
}
