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
    public Optional<Long> next(TopicPartition partition) {
        return database.sql("select next_offset from contact_mark where topic = :topic and partition = :partition")
                .param("topic", partition.topic())
                .param("partition", partition.partition())
                .query(Long.class)
                .optional();
    }

    @Override
    public void keep(Map<TopicPartition, Long> marks) {
        marks.forEach((partition, next) -> database.sql("""
                        insert into contact_mark (topic, partition, next_offset) values (:topic, :partition, :next)
                        on conflict (topic, partition) do update set next_offset = excluded.next_offset
                        """)
                .param("topic", partition.topic())
                .param("partition", partition.partition())
                .param("next", next)
                .update());
    }
}
