package ontime.issuer.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far topics were read, kept where what was read is kept: a new or an older database is filled from there, whatever
 * the broker was told about another one.
 */
public interface ReadMarks {

    /**
     * How far a partition was read.
     *
     * @param next the offset to go on at
     * @param topicId of its topic, as the broker calls it; null where that was not kept
     */
    record Mark(long next, @Nullable String topicId) {

        /** Whether it is of this topic, and not of one of the same name that was deleted before. */
        boolean isOf(@Nullable String id) {
            return topicId == null || topicId.equals(id);
        }
    }

    /** Empty for a partition that was never read. */
    Optional<Mark> of(TopicPartition partition);

    void keep(Map<TopicPartition, Mark> marks);
}
