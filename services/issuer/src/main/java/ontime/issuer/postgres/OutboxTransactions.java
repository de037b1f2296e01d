package ontime.issuer.postgres;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ontime.issuer.kafka.OutboxEntry;
import ontime.issuer.kafka.OutgoingEvent;
import ontime.tracing.EventLog;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that write events together with what they tell. What is committed is handed on to be published at once.
 */
public final class OutboxTransactions {

    /** Publication usually takes milliseconds: what is still there later was left behind. */
    private static final Duration UNTIL_LEFT_BEHIND = Duration.ofSeconds(2);

    private final JdbcOutbox outbox;
    private final TransactionTemplate transactions;
    private final Consumer<List<OutboxEntry>> afterCommit;
    private final Supplier<@Nullable String> traceparent;
    private final InstantSource clock;

    /**
     * @param afterCommit gets the events of each transaction when it has committed
     * @param traceparent of the request that the present thread serves; gives null when there is none
     */
    public OutboxTransactions(
            JdbcOutbox outbox,
            TransactionTemplate transactions,
            Consumer<List<OutboxEntry>> afterCommit,
            Supplier<@Nullable String> traceparent,
            InstantSource clock) {
        this.outbox = outbox;
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.traceparent = traceparent;
        this.clock = clock;
    }

    /** @param work is given where its events go */
    <T> T execute(Function<Consumer<OutgoingEvent>, T> work) {
        var written = new ArrayList<OutboxEntry>();
        var told = new ArrayList<OutgoingEvent>();
        Consumer<OutgoingEvent> events = event -> {
            written.add(outbox.add(event, traceparent.get(), clock.instant().plus(UNTIL_LEFT_BEHIND)));
            told.add(event);
        };
        T result = Objects.requireNonNull(transactions.execute(status -> work.apply(events)));
        afterCommit.accept(written);
        told.forEach(event -> EventLog.write(event.content(), null));
        return result;
    }
}
