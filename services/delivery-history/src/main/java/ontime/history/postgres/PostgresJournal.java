package ontime.history.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;
import ontime.history.projection.Journal;
import ontime.history.projection.ReadMark;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Facts, their mentions and the marks of the readers, in one transaction. */
final class PostgresJournal implements Journal {

    private static final String MARK = """
            INSERT INTO read_mark (topic, partition, next_offset, topic_id)
            SELECT * FROM unnest(CAST(:topics AS text[]), CAST(:partitions AS integer[]), CAST(:nexts AS bigint[]),
                                 CAST(:ids AS text[]))
                AS marks (topic, partition, next, id) ORDER BY topic, partition
            ON CONFLICT (topic, partition)
            DO UPDATE SET next_offset = excluded.next_offset, topic_id = excluded.topic_id
            """;

    /**
     * Classes of SQLSTATE that speak of what is in a row: data exception, integrity constraint, program limit exceeded.
     * Whatever else goes wrong (a server that is away, a missing table, a full disk) is not the fact's fault.
     */
    private static final Set<String> REFUSALS = Set.of("22", "23", "54");

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final FactTables tables;
    private final Erasures erasures;

    /** Partitions with a mark that is safe on disk. */
    private final Set<Partition> marked = ConcurrentHashMap.newKeySet();

    PostgresJournal(JdbcClient jdbc, TransactionOperations transaction, FactTables tables, Erasures erasures) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.tables = tables;
        this.erasures = erasures;
    }

    private record Partition(String topic, int number) {}

    @Override
    public void add(List<Published> facts, List<ReadMark> marks) {
        if (facts.isEmpty() && marks.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> {
                Lock.WRITING.share(jdbc);
                tables.write(erasures.applyTo(facts));
                write(marks);
                if (isReadAgain(marks)) {
                    jdbc.sql("SET LOCAL synchronous_commit = off").update();
                }
            });
            marks.forEach(mark -> marked.add(partition(mark)));
        } catch (DataAccessException e) {
            var state = state(e);
            if (state != null && REFUSALS.contains(state.substring(0, 2))) {
                throw new FactsRefused("the database refuses it, SQLSTATE " + state, e);
            }
            throw e;
        }
    }

    /**
     * Whether it is no loss when a crash of the server takes this back: then the marks go back as well, to what is on
     * disk, and the facts are read once more. Nobody need wait for the disk.
     */
    private boolean isReadAgain(List<ReadMark> marks) {
        return !marks.isEmpty()
                && marks.stream().map(PostgresJournal::partition).allMatch(marked::contains);
    }

    private static Partition partition(ReadMark mark) {
        return new Partition(mark.topic(), mark.partition());
    }

    private void write(List<ReadMark> marks) {
        if (!marks.isEmpty()) {
            jdbc.sql(MARK)
                    .param("topics", marks.stream().map(ReadMark::topic).toArray(String[]::new))
                    .param("partitions", marks.stream().map(ReadMark::partition).toArray(Integer[]::new))
                    .param("nexts", marks.stream().map(ReadMark::next).toArray(Long[]::new))
                    .param("ids", marks.stream().map(ReadMark::topicId).toArray(String[]::new))
                    .update();
        }
    }

    @Override
    public List<ReadMark> marks() {
        return jdbc.sql("SELECT topic, partition, next_offset, topic_id FROM read_mark")
                .query((row, _) -> new ReadMark(
                        row.getString("topic"),
                        row.getInt("partition"),
                        row.getLong("next_offset"),
                        row.getString("topic_id")))
                .list();
    }

    @Override
    public boolean isEmpty() {
        return !jdbc.sql("SELECT EXISTS (SELECT FROM fact)")
                .query(Boolean.class)
                .single();
    }

    private static @Nullable String state(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
    }
}
