package ontime.delivery.engine;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolTest {

    private final Pool pool = new Pool();
    private final Assignment assignment = new Assignment(0, new OffsetLedger());
    private long arrivals;

    @Test
    void whoeverClickedFirstOrLastIsNextAsTheOrderSays() {
        Delivery second = waiting("a", 2);
        Delivery first = waiting("b", 1);
        Delivery third = waiting("a", 3);

        assertThat(pool.next(false)).contains(first);
        assertThat(pool.next(true)).contains(third);

        pool.remove(first, NOW.plusSeconds(1));
        pool.remove(third, NOW.plusSeconds(3));
        assertThat(pool.next(false)).contains(second);
        assertThat(pool.next(true)).contains(second);
    }

    @Test
    void aFullLaneIsPassedOverHoweverMuchWaitsInItUntilItHasRoom() {
        Delivery slow = waiting("full", 1);
        waiting("full", 4);
        Delivery other = waiting("other", 2);
        pool.isFull("full");

        assertThat(pool.next(false)).contains(other);
        assertThat(pool.next(true)).contains(other);
        waiting("full", 5);
        pool.remove(other, NOW.plusSeconds(2));
        assertThat(pool.next(true)).isEmpty();

        pool.hasRoom("full");
        assertThat(pool.next(false)).contains(slow);
    }

    @Test
    void theLongestWaitCountsInFullLanesTooAndIsNeverNegative() {
        assertThat(pool.longestWait(NOW)).isZero();
        waiting("full", 1);
        pool.isFull("full");

        assertThat(pool.longestWait(NOW.plusSeconds(4))).isEqualTo(Duration.ofSeconds(3));
        assertThat(pool.longestWait(NOW)).isZero();
    }

    @Test
    void whatDoesNotWaitCannotBeTakenOut() {
        Delivery delivery = waiting("a", 1);

        assertThatThrownBy(() -> pool.remove(delivery, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    private Delivery waiting(String lane, int second) {
        var since = NOW.plusSeconds(second);
        var delivery = new Delivery(
                Requests.inLane(lane, "c-" + second, 1, "u-" + second, 1, since),
                arrivals++,
                new Origin(assignment, second),
                new State.Waiting(since));
        pool.add(delivery, since);
        return delivery;
    }
}
