package ontime.history.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.history.facts.Published;
import ontime.history.kafka.StoredMarks.Seeking;
import ontime.history.projection.Journal;
import ontime.history.projection.MarksLost;
import ontime.history.projection.ReadMark;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class StoredMarksTest {

    private static final TopicPartition READ = new TopicPartition("otp.checks", 0);
    private static final TopicPartition UNREAD = new TopicPartition("otp.checks", 1);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
    private final List<ReadMark> marks = new ArrayList<>();
    private final StoredMarks stored =
            new StoredMarks(new Marks(), new TopicIds(topics -> Map.of("otp.checks", this.topicId)));
    private String topicId = "id-1";
    private boolean empty;
    private int failures;

    @Test
    void readingGoesOnWhereTheLastFactsWereKept() {
        marks.add(new ReadMark("otp.checks", 0, 7, "id-1"));

        assertThat(positions(READ)).isEqualTo(Map.of(READ, 7L));
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        marks.add(new ReadMark("otp.checks", 0, 7, "id-1"));
        topicId = "id-2";

        assertThat(positions(READ)).isEqualTo(Map.of(READ, 2L));
    }

    @Test
    void aMarkOfBeforeTopicsHadIdentifiersIsBelieved() {
        marks.add(new ReadMark("otp.checks", 0, 7, null));

        assertThat(positions(READ)).isEqualTo(Map.of(READ, 7L));
    }

    @Test
    void aNewDatabaseReadsEverythingWhateverTheBrokerWasToldOfAnOldOne() {
        empty = true;

        assertThat(positions(UNREAD)).isEqualTo(Map.of(UNREAD, 2L));
    }

    @Test
    void aDatabaseOfBeforeThereWereMarksGoesOnWhereTheBrokerSays() {
        assertThat(positions(UNREAD)).isEqualTo(Map.of(UNREAD, 9L));
    }

    @Test
    void aDatabaseThatIsAwayForAMomentIsAskedAgain() {
        marks.add(new ReadMark("otp.checks", 0, 7, "id-1"));
        failures = 1;

        assertThat(positions(READ)).isEqualTo(Map.of(READ, 7L));
    }

    @Test
    void whenTheLastMarksAreLostReadingGoesBackToThoseThatAreLeft() {
        marks.add(new ReadMark("otp.checks", 0, 7, "id-1"));
        positions(READ);
        stored.kept(List.of(new ReadMark("otp.checks", 0, 15, "id-1")));
        consumer.seek(READ, 15);

        stored.goBackIfLost(Seeking.of(consumer), Set.of(READ));

        assertThat(consumer.position(READ)).isEqualTo(7);
        assertThat(stored.of(Set.of(READ))).containsExactly(new ReadMark("otp.checks", 0, 7, "id-1"));
    }

    @Test
    void whenAllMarksAreLostReadingGoesBackToTheBeginning() {
        marks.add(new ReadMark("otp.checks", 0, 7, "id-1"));
        positions(READ);
        marks.clear();

        stored.goBackIfLost(Seeking.of(consumer), Set.of(READ));

        assertThat(consumer.position(READ)).isEqualTo(2);
        assertThat(stored.of(Set.of(READ))).isEmpty();
    }

    @Test
    void whatAnotherReaderHasTakenOverIsNotLookedAfterHereAnyMore() {
        marks.add(new ReadMark("otp.checks", 0, 7, "id-1"));
        positions(READ);

        stored.onPartitionsRevokedAfterCommit(consumer, Set.of(READ));

        assertThat(stored.of(Set.of(READ))).isEmpty();
    }

    /** The log begins at 2, the broker was told 9, and it ends at 20. */
    private Map<TopicPartition, Long> positions(TopicPartition partition) {
        consumer.assign(Set.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 2L));
        consumer.updateEndOffsets(Map.of(partition, 20L));
        consumer.seek(partition, 9);
        stored.onPartitionsAssigned(consumer, Set.of(partition));
        return Map.of(partition, consumer.position(partition));
    }

    private final class Marks implements Journal {
        @Override
        public void add(List<Published> facts, List<ReadMark> readTo, List<ReadMark> builtOn) {
            requireKept(builtOn);
            marks.addAll(readTo);
        }

        @Override
        public void requireKept(List<ReadMark> builtOn) {
            if (!marks.containsAll(builtOn)) {
                throw new MarksLost();
            }
        }

        @Override
        public List<ReadMark> marks() {
            if (failures-- > 0) {
                throw new DataAccessResourceFailureException("away");
            }
            return marks;
        }

        @Override
        public boolean isEmpty() {
            return empty;
        }
    }
}
