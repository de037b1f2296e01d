package ontime.gateway.mailbox;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.util.Arrays;
import java.util.Properties;
import java.util.function.Consumer;
import ontime.gateway.correlation.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Empties the mailbox over IMAP (RFC 9051). A mail is deleted when it is safe in the database, because what comes back
 * may hold the code; read twice, it is reported once. One that cannot be read stays, marked as seen, for a person to
 * look at.
 */
public final class BounceMailbox {

    private static final Logger LOG = LoggerFactory.getLogger(BounceMailbox.class);
    private static final int MOST_AT_ONCE = 200;

    /** A report with a mail of ours in it has some kilobytes. */
    private static final int LARGEST_MAIL = 1024 * 1024;

    /**
     * Where the mailbox is.
     *
     * @param protocol {@code imaps}, or {@code imap} where nobody can listen
     */
    public record Account(String protocol, String host, int port, String user, String password, String folder) {
        @Override
        public String toString() {
            return protocol + "://" + host + ":" + port;
        }
    }

    private final Account account;
    private final Consumer<Call> intake;
    private final Session session;

    /** @param intake takes what a mail says */
    public BounceMailbox(Account account, Consumer<Call> intake) {
        this.account = account;
        this.intake = intake;
        this.session = Session.getInstance(properties(account.protocol()));
    }

    private static Properties properties(String protocol) {
        var properties = new Properties();
        for (var limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail." + protocol + "." + limit, "10000");
        }
        properties.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
        // Reading alone must not mark a mail as seen: it may not be safe in the database yet.
        properties.setProperty("mail." + protocol + ".peek", "true");
        // The library would print what it talks about, the password among it.
        properties.setProperty("mail.debug", "false");
        return properties;
    }

    @Scheduled(fixedDelayString = "${ontime.gateway.mailbox.poll:10s}")
    void empty() {
        try (var store = session.getStore(account.protocol())) {
            store.connect(account.host(), account.port(), account.user(), account.password());
            try (var folder = store.getFolder(account.folder())) {
                folder.open(Folder.READ_WRITE);
                read(folder);
            }
        } catch (MessagingException e) {
            // Of the failure only its kind: its words may quote a mail.
            LOG.warn(
                    "the mailbox {} cannot be read just now: {}",
                    account,
                    e.getClass().getSimpleName());
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("the database does not serve: {}", e.getClass().getSimpleName());
        }
    }

    private void read(Folder folder) throws MessagingException {
        var unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
        for (var mail : Arrays.stream(unseen).limit(MOST_AT_ONCE).toList()) {
            var call = call((MimeMessage) mail);
            intake.accept(call);
            mail.setFlag(call.unreadable().isEmpty() ? Flags.Flag.DELETED : Flags.Flag.SEEN, true);
        }
    }

    /** Fetches it first, so that a connection that breaks is not taken for a mail that is broken. */
    private static Call call(MimeMessage mail) throws MessagingException {
        return mail.getSize() > LARGEST_MAIL ? ReturnedMail.tooLarge(mail) : ReturnedMail.read(new MimeMessage(mail));
    }
}
