package ontime.history.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;
import ontime.history.projection.Journal;
import ontime.history.projection.MarksLost;
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

    private static final String LOST = """
            SELECT EXISTS (
                SELECT FROM unnest(CAST(:topics AS text[]), CAST(:partitions AS integer[]), CAST(:nexts AS bigint[]))
                    AS known (topic, partition, next) LEFT JOIN read_mark USING (topic, partition)
                WHERE (next_offset >= next) IS NOT TRUE)
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

    PostgresJournal(JdbcClient jdbc, TransactionOperations transaction, FactTables tables, Erasures erasures) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.tables = tables;
        this.erasures = erasures;
    }

    private record Partition(String topic, int number) {}

    @Override
    public void add(List<Published> facts, List<ReadMark> marks, List<ReadMark> builtOn) {
        if (facts.isEmpty() && marks.isEmpty()) {
            return;
        }
        try {
            transaction.executeWithoutResult(status -> {
                Lock.WRITING.share(jdbc);
                requireKept(builtOn);
                tables.write(erasures.applyTo(facts));
                write(marks);
                if (isReadAgain(marks, builtOn)) {
                    jdbc.sql("SET LOCAL synchronous_commit = off").update();
                }
            });
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
     * disk, whoever goes on from them is told so, and the facts are read once more. Nobody need wait for the disk. A
     * partition's first mark must be there before that, and is waited for.
     */
    private static boolean isReadAgain(List<ReadMark> marks, List<ReadMark> builtOn) {
        var known = builtOn.stream().map(PostgresJournal::partition).collect(Collectors.toSet());
        return !marks.isEmpty()
                && marks.stream().map(PostgresJournal::partition).allMatch(known::contains);
    }

    @Override
    public void requireKept(List<ReadMark> builtOn) {
        if (!builtOn.isEmpty()
                && jdbc.sql(LOST)
                        .param("topics", builtOn.stream().map(ReadMark::topic).toArray(String[]::new))
                        .param(
                                "partitions",
                                builtOn.stream().map(ReadMark::partition).toArray(Integer[]::new))
                        .param("nexts", builtOn.stream().map(ReadMark::next).toArray(Long[]::new))
                        .query(Boolean.class)
                        .single()) {
            throw new MarksLost();
        }
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
