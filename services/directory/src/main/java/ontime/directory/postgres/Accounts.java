package ontime.directory.postgres;

import java.util.Map;
import ontime.directory.user.Account;
import ontime.directory.user.Authenticator;
import ontime.directory.user.ContactVersion;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/** Puts a user together from the tables. */
final class Accounts {

    private Accounts() {}

    static Account with(Account bare, Map<ContactKind, ContactVersion> contacts, @Nullable Authenticator app) {
        return new Account(
                bare.key(),
                bare.revision(),
                bare.locale(),
                bare.methods(),
                bare.reregistration(),
                contacts,
                app,
                bare.createdAt(),
                bare.changedAt());
    }
}
