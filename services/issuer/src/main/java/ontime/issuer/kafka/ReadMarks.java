package ontime.issuer.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far topics were read, kept where what was read is kept: a new or an older database is filled from there, whatever
 * the broker was told about another one.
 */
public interface ReadMarks {

    /** The offset to go on at; empty for a partition that was never read. */
    Optional<Long> next(TopicPartition partition);

    void keep(Map<TopicPartition, Long> marks);
}
