package ontime.issuer.postgres;

import java.util.function.Function;
import ontime.issuer.challenge.Store;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Challenges and their events in one PostgreSQL transaction. */
public final class JdbcStore implements Store {

    private final JdbcClient database;
    private final OutboxTransactions transactions;

    public JdbcStore(JdbcClient database, OutboxTransactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    public <T> T inOneUnit(Function<Unit, T> work) {
        return transactions.execute(events -> work.apply(new JdbcUnit(database, events)));
    }
}
