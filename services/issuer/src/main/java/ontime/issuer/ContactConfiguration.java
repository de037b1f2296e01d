package ontime.issuer;

import java.time.InstantSource;
import java.util.function.Supplier;
import ontime.issuer.challenge.Erasing;
import ontime.issuer.challenge.Revoking;
import ontime.issuer.challenge.Seals;
import ontime.issuer.challenge.Store;
import ontime.issuer.contact.AddressBook;
import ontime.issuer.contact.ContactStore;
import ontime.issuer.contact.Following;
import ontime.issuer.contact.Safe;
import ontime.issuer.contact.SealOpener;
import ontime.issuer.crypto.TinkSafe;
import ontime.issuer.kafka.ReadMarks;
import ontime.issuer.limit.Limiting;
import ontime.issuer.message.ChangeWriter;
import ontime.issuer.notice.Noticing;
import ontime.issuer.phone.LibPhoneNumberReader;
import ontime.issuer.postgres.ContactMarks;
import ontime.issuer.postgres.JdbcContactStore;
import ontime.issuer.postgres.OutboxTransactions;
import ontime.issuer.routing.Router;
import ontime.sealing.Unsealer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the directory says of users: followed, and used where a request names no destination. */
@Configuration(proxyBeanMethods = false)
class ContactConfiguration {

    @Bean
    Safe safe(IssuerProperties properties) {
        return new TinkSafe(properties.keys().contents());
    }

    @Bean
    AddressBook addresses(Safe safe) {
        return new AddressBook(safe);
    }

    @Bean
    ContactStore contactStore(JdbcClient database, OutboxTransactions transactions) {
        return new JdbcContactStore(database, transactions);
    }

    @Bean
    ReadMarks contactMarks(JdbcClient database) {
        return new ContactMarks(database);
    }

    @Bean
    SealOpener opener(IssuerProperties properties) {
        return Unsealer.with(properties.keys().issuer())::unseal;
    }

    @Bean
    Following following(SealOpener opener, Safe safe, ContactStore store, InstantSource clock, Supplier<String> ids) {
        return new Following(opener, safe, store, clock, ids);
    }

    @Bean
    Revoking revoking(Store store, InstantSource clock, Supplier<String> ids) {
        return new Revoking(store, clock, ids);
    }

    @Bean
    Erasing erasing(Store store, InstantSource clock, Supplier<String> ids) {
        return new Erasing(store, clock, ids);
    }

    @Bean
    Noticing noticing(
            Seals seals,
            ChangeWriter writer,
            Limiting limiting,
            Store store,
            InstantSource clock,
            Supplier<String> ids) {
        return new Noticing(new Router(new LibPhoneNumberReader()), seals, writer, limiting, store, clock, ids);
    }
}
