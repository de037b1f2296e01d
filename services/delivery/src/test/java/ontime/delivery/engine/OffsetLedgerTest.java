package ontime.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {

    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void nothingIsCommittedBeforeAnythingWasRead() {
        assertThat(ledger.toCommit()).isEmpty();
        assertThat(new OffsetLedger(Progress.upTo(9)).toCommit()).isEmpty();
    }

    @Test
    void whatFinishesBehindASlowRecordWaitsForItAndIsRemembered() {
        read(10, 11, 12);
        ledger.finished(11);
        ledger.finished(12);
        Progress progress = ledger.toCommit().orElseThrow();
        assertThat(progress.position()).isEqualTo(10);
        assertThat(progress.finished().stream().toArray()).containsExactly(1, 2);

        ledger.finished(10);
        assertThat(ledger.toCommit().orElseThrow().position()).isEqualTo(13);
    }

    @Test
    void whatWasCommittedIsNotCommittedAgainUnlessItFailed() {
        read(10);
        ledger.finished(10);
        assertThat(ledger.toCommit()).isPresent();
        assertThat(ledger.toCommit()).isEmpty();

        ledger.notCommitted();
        assertThat(ledger.toCommit()).isPresent();
    }

    @Test
    void gapsThatTheBrokerLeavesAreSteppedOver() {
        read(10, 14);
        ledger.finished(10);

        assertThat(ledger.progress().position()).isEqualTo(14);
    }

    @Test
    void anOffsetThatIsReadOrFinishedTwiceIsAFaultOfOurs() {
        read(10);
        assertThatThrownBy(() -> ledger.read(10)).isInstanceOf(IllegalArgumentException.class);

        ledger.finished(10);
        assertThatThrownBy(() -> ledger.finished(10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoeverGoesOnKnowsWhatIsFinishedAndWhatHadBegun() {
        read(10, 11, 12, 13);
        ledger.begun(10);
        ledger.begun(11);
        ledger.finished(12);
        ledger.notSent(11);

        var next = new OffsetLedger(ledger.progress());
        assertThat(next.read(10)).isFalse();
        assertThat(next.hasBegun(10)).isTrue();
        // Not yet read again, and still known at the next commit.
        next.finished(10);
        assertThat(next.progress().position()).isEqualTo(11);
        assertThat(next.progress().finished().get(1)).isTrue();

        assertThat(next.read(11)).isFalse();
        assertThat(next.hasBegun(11)).isFalse();
        assertThat(next.read(12)).isTrue();
        assertThat(next.read(13)).isFalse();
    }

    @Test
    void aLogThatWasCutBeginsAnew() {
        read(10, 11);
        ledger.finished(11);
        var next = new OffsetLedger(ledger.progress());

        assertThat(next.read(0)).isFalse();
        assertThat(next.read(1)).isFalse();
        assertThat(next.progress().position()).isZero();
    }

    @Test
    void whateverTheOrderNoCommitEverPassesAnUnfinishedRecordNorGoesBack() {
        for (int seed = 0; seed < 300; seed++) {
            play(new Random(seed), "seed " + seed);
        }
    }

    private static void play(Random random, String story) {
        var ledger = new OffsetLedger();
        var unfinished = new TreeSet<Long>();
        var over = new TreeSet<Long>();
        long next = random.nextInt(1000);
        long committed = -1;
        for (int step = 0; step < 600; step++) {
            if (unfinished.isEmpty() || random.nextInt(5) < 2) {
                // Far enough now and then that finished bits are shifted out.
                next += random.nextInt(100) == 0 ? 3000 : 1 + random.nextInt(3);
                if (ledger.read(next)) {
                    over.add(next);
                } else {
                    unfinished.add(next);
                }
            } else {
                List<Long> candidates = new ArrayList<>(unfinished);
                Long done = candidates.get(random.nextInt(candidates.size()));
                ledger.finished(done);
                unfinished.remove(done);
                over.add(done);
            }
            Progress progress = ledger.progress();
            assertThat(progress.position()).as(story).isGreaterThanOrEqualTo(committed);
            assertThat(unfinished.headSet(progress.position())).as(story).isEmpty();
            assertThat(unfinished)
                    .as(story)
                    .noneMatch(offset -> progress.finished().get(Math.toIntExact(offset - progress.position())));
            assertThat(over.tailSet(progress.position()))
                    .as(story)
                    .allMatch(offset -> progress.finished().get(Math.toIntExact(offset - progress.position())));
            committed = progress.position();
            if (random.nextInt(100) == 0) {
                // Somebody else goes on.
                ledger = new OffsetLedger(progress);
                next = committed - 1;
                unfinished.clear();
            }
        }
    }

    private void read(long... offsets) {
        for (long offset : offsets) {
            ledger.read(offset);
        }
    }
}
