package ontime.history.projection;

import org.jspecify.annotations.Nullable;

/**
 * How far a partition of a topic has been read: the offset of the first record that has not.
 *
 * @param topicId tells a topic from an earlier one of the same name; null where nobody knew it
 */
public record ReadMark(
        String topic, int partition, long next, @Nullable String topicId) {

    /** Whether it speaks of the topic that has this identifier now. */
    public boolean isOf(@Nullable String currentTopicId) {
        return topicId == null || currentTopicId == null || topicId.equals(currentTopicId);
    }
}
