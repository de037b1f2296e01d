package ontime.issuer.postgres;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import ontime.events.AccountSettings;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.issuer.contact.ContactStore;
import ontime.issuer.contact.StoredBook;
import ontime.issuer.kafka.OutgoingEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the directory says of users and what it is answered, in one PostgreSQL transaction. */
public final class JdbcContactStore implements ContactStore {

    private final JdbcClient database;
    private final OutboxTransactions transactions;

    public JdbcContactStore(JdbcClient database, OutboxTransactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    public <T> T inOneUnit(Function<Unit, T> work) {
        return transactions.execute(events ->
                work.apply(new JdbcContactUnit(new ContactTable(database), new AccountTable(database), events)));
    }

    private record JdbcContactUnit(ContactTable contacts, AccountTable accounts, Consumer<OutgoingEvent> outbox)
            implements Unit {

        @Override
        public Optional<StoredBook> lock(String tenant, String userId) {
            return contacts.lock(tenant, userId);
        }

        @Override
        public void keep(StoredBook book) {
            contacts.keep(book);
        }

        @Override
        public void end(String tenant, String userId, ContactKind kind, long version, Instant changedAt) {
            contacts.end(tenant, userId, kind, version, changedAt);
        }

        @Override
        public void keep(AccountSettings settings) {
            accounts.keep(settings);
        }

        @Override
        public void publish(ContactApplied event) {
            outbox.accept(OutgoingEvent.of(event));
        }
    }
}
