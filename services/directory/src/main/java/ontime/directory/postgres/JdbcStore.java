package ontime.directory.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import ontime.directory.user.Store;
import ontime.directory.user.UserKey;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Users and what is announced of them in one PostgreSQL transaction. */
public final class JdbcStore implements Store {

    private final JdbcClient database;
    private final JdbcOperations batches;
    private final JdbcOutbox outbox;
    private final TransactionTemplate transactions;
    private final Runnable afterCommit;
    private final Supplier<@Nullable String> traceparent;

    /**
     * Keeps users.
     *
     * @param afterCommit is told when there is something to publish
     * @param traceparent of the request that the present thread serves; gives null when there is none
     */
    public JdbcStore(
            JdbcClient database,
            JdbcOperations batches,
            JdbcOutbox outbox,
            TransactionTemplate transactions,
            Runnable afterCommit,
            Supplier<@Nullable String> traceparent) {
        this.database = database;
        this.batches = batches;
        this.outbox = outbox;
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.traceparent = traceparent;
    }

    @Override
    public <T> T inOneUnit(Function<Unit, T> work) {
        var unit = new JdbcUnit(database, outbox, traceparent);
        T result = Objects.requireNonNull(transactions.execute(_ -> work.apply(unit)));
        afterCommit.run();
        return result;
    }

    @Override
    public <T> T inOneBatch(List<UserKey> users, boolean undone, Function<Unit, T> work) {
        try {
            return batch(users, undone, work);
        } catch (DuplicateKeyException e) {
            // Somebody has added one of the users meanwhile: now they are found.
            return batch(users, undone, work);
        }
    }

    private <T> T batch(List<UserKey> users, boolean undone, Function<Unit, T> work) {
        T result = Objects.requireNonNull(transactions.execute(status -> {
            var single = new JdbcUnit(database, outbox, traceparent);
            var unit = new BatchUnit(database, batches, single, users, traceparent.get());
            T done = work.apply(unit);
            if (undone) {
                status.setRollbackOnly();
            } else {
                unit.flush();
            }
            return done;
        }));
        afterCommit.run();
        return result;
    }

    @Override
    public List<Ended> ended(Instant now, @Nullable Ended after, int limit) {
        return new ContactTable(database).ended(now, after, limit);
    }
}
