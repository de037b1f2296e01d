package ontime.issuer.postgres;

import java.util.Map;
import java.util.Optional;
import ontime.issuer.kafka.ReadMarks;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the directory's topics were read, beside what was read. */
public final class ContactMarks implements ReadMarks {

    private final JdbcClient database;

    public ContactMarks(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Optional<Mark> of(TopicPartition partition) {
        return database.sql("""
                        select next_offset, topic_id from contact_mark where topic = :topic and partition = :partition
                        """)
                .param("topic", partition.topic())
                .param("partition", partition.partition())
                .query((row, _) -> new Mark(row.getLong("next_offset"), row.getString("topic_id")))
                .optional();
    }

    @Override
    public void keep(Map<TopicPartition, Mark> marks) {
        marks.forEach((partition, mark) -> database.sql("""
                        insert into contact_mark (topic, partition, next_offset, topic_id)
                        values (:topic, :partition, :next, :id)
                        on conflict (topic, partition) do update set next_offset = excluded.next_offset,
                            topic_id = excluded.topic_id
                        """)
                .param("topic", partition.topic())
                .param("partition", partition.partition())
                .param("next", mark.next())
                .param("id", mark.topicId())
                .update());
    }
}
