package ontime.bench.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnfinishedTest {

    private final Unfinished open = new Unfinished();

    @Test
    void nothingIsCommittedBeforeAnythingWasRead() {
        assertThat(open.position()).isEmpty();
    }

    @Test
    void theOldestUnfinishedRecordHoldsThePosition() {
        open.read(7);
        open.read(8);
        open.finished(8);
        assertThat(open.position()).hasValue(7L);

        open.finished(7);
        assertThat(open.position()).hasValue(9L);
    }
}
