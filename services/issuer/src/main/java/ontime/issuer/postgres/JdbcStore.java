package ontime.issuer.postgres;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ontime.issuer.challenge.Store;
import ontime.issuer.kafka.OutboxEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Challenges and their events in one PostgreSQL transaction. What it committed, it hands on to be published at once.
 */
public final class JdbcStore implements Store {

    /** Publication usually takes milliseconds: what is still there later was left behind. */
    private static final Duration UNTIL_LEFT_BEHIND = Duration.ofSeconds(2);

    private final JdbcClient database;
    private final JdbcOutbox outbox;
    private final TransactionTemplate transactions;
    private final Consumer<List<OutboxEntry>> afterCommit;
    private final Supplier<@Nullable String> traceparent;
    private final InstantSource clock;

    /**
     * Keeps challenges.
     *
     * @param afterCommit gets the events of each unit when it has committed
     * @param traceparent of the request that the present thread serves; gives null when there is none
     */
    public JdbcStore(
            JdbcClient database,
            JdbcOutbox outbox,
            TransactionTemplate transactions,
            Consumer<List<OutboxEntry>> afterCommit,
            Supplier<@Nullable String> traceparent,
            InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.traceparent = traceparent;
        this.clock = clock;
    }

    @Override
    public <T> T inOneUnit(Function<Unit, T> work) {
        var written = new ArrayList<OutboxEntry>();
        var unit = new JdbcUnit(
                database,
                event -> written.add(
                        outbox.add(event, traceparent.get(), clock.instant().plus(UNTIL_LEFT_BEHIND))));
        T result = Objects.requireNonNull(transactions.execute(status -> work.apply(unit)));
        afterCommit.accept(written);
        return result;
    }
}
