package ontime.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {

    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void nothingIsCommittedBeforeAnythingWasRead() {
        assertThat(ledger.toCommit()).isEmpty();
    }

    @Test
    void whatFinishesBehindASlowRecordWaitsForIt() {
        read(10, 11, 12);
        ledger.finished(11);
        ledger.finished(12);
        assertThat(ledger.toCommit()).hasValue(10);

        ledger.finished(10);
        assertThat(ledger.toCommit()).hasValue(13);
    }

    @Test
    void whatWasCommittedIsNotCommittedAgain() {
        read(10);
        ledger.finished(10);
        ledger.committed(11);

        assertThat(ledger.toCommit()).isEmpty();
    }

    @Test
    void gapsThatTheBrokerLeavesAreSteppedOver() {
        read(10, 14);
        ledger.finished(10);

        assertThat(ledger.toCommit()).hasValue(14);
    }

    @Test
    void anOffsetThatIsReadOrFinishedTwiceIsAFaultOfOurs() {
        read(10);
        assertThatThrownBy(() -> ledger.read(10)).isInstanceOf(IllegalArgumentException.class);

        ledger.finished(10);
        assertThatThrownBy(() -> ledger.finished(10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whateverTheOrderNoCommitEverPassesAnUnfinishedRecordNorGoesBack() {
        long seed = new Random().nextLong();
        for (int run = 0; run < 500; run++) {
            play(new Random(seed + run), "seed " + seed + ", run " + run);
        }
    }

    private static void play(Random random, String story) {
        var ledger = new OffsetLedger();
        var unfinished = new TreeSet<Long>();
        long next = random.nextInt(1000);
        long committed = -1;
        for (int step = 0; step < 200; step++) {
            if (unfinished.isEmpty() || random.nextBoolean()) {
                ledger.read(next);
                unfinished.add(next);
                next += 1 + random.nextInt(3);
            } else {
                List<Long> candidates = new ArrayList<>(unfinished);
                Long done = candidates.get(random.nextInt(candidates.size()));
                ledger.finished(done);
                unfinished.remove(done);
            }
            OptionalLong position = ledger.toCommit();
            if (position.isPresent() && random.nextInt(3) == 0) {
                assertThat(position.getAsLong()).as(story).isGreaterThan(committed);
                assertThat(unfinished.headSet(position.getAsLong())).as(story).isEmpty();
                committed = position.getAsLong();
                ledger.committed(committed);
            }
            assertThat(ledger.inFlight()).as(story).isEqualTo(unfinished.size());
        }
        List.copyOf(unfinished).forEach(ledger::finished);
        assertThat(ledger.toCommit().orElse(committed))
                .as(story + ": all is committed in the end")
                .isGreaterThan(unfinished.isEmpty() ? committed - 1 : unfinished.last());
    }

    private void read(long... offsets) {
        for (long offset : offsets) {
            ledger.read(offset);
        }
    }
}
