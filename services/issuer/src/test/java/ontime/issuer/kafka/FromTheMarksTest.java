package ontime.issuer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FromTheMarksTest {

    private static final TopicPartition FIRST = new TopicPartition("otp.contacts", 0);

    private final Map<TopicPartition, ReadMarks.Mark> kept = new HashMap<>();
    private String topicId = "as-it-was";
    private final FromTheMarks reading =
            new FromTheMarks(new Kept(kept), topics -> Map.of("otp.contacts", topicId), _ -> {});

    @Test
    void readingGoesOnBehindWhatWasRead() {
        assertThat(begin()).isZero();

        reading.onMessage(List.of(record(41)));

        assertThat(begin()).isEqualTo(42);
    }

    @Test
    void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
        begin();
        reading.onMessage(List.of(record(41)));

        topicId = "made-anew";

        assertThat(begin()).isZero();
        reading.onMessage(List.of(record(3)));
        assertThat(begin()).isEqualTo(4);
    }

    @Test
    void aMarkOfBeforeTopicsWereToldApartCounts() {
        kept.put(FIRST, new ReadMarks.Mark(7, null));

        assertThat(begin()).isEqualTo(7);
    }

    /** Where reading begins when the partition is assigned. */
    private long begin() {
        try (var consumer = new MockConsumer<byte[], byte[]>("none")) {
            consumer.assign(List.of(FIRST));
            consumer.updateBeginningOffsets(Map.of(FIRST, 0L));
            reading.onPartitionsAssigned(consumer, List.of(FIRST));
            return consumer.position(FIRST);
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(FIRST.topic(), FIRST.partition(), offset, new byte[0], new byte[0]);
    }

    private record Kept(Map<TopicPartition, ReadMarks.Mark> marks) implements ReadMarks {

        @Override
        public Optional<Mark> of(TopicPartition partition) {
            return Optional.ofNullable(marks.get(partition));
        }

        @Override
        public void keep(Map<TopicPartition, Mark> more) {
            marks.putAll(more);
        }
    }
}
