package ontime.sandbox.mailbox;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapServer;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.springframework.context.SmartLifecycle;

/** The one mailbox that mails come back to, open over IMAP. Whoever reads it has to delete, or it grows. */
public final class BounceBox implements SmartLifecycle {

    private static final String USER = "bounces";
    private static final long START_TIMEOUT_MS = 10_000;

    private final ImapServer imap;
    private final GreenMailUser user;
    private volatile boolean running;

    /**
     * A mailbox that opens with the application.
     *
     * @param port 0 takes a free one
     */
    public BounceBox(String bindAddress, int port, String password) {
        var managers = new Managers();
        this.imap = new ImapServer(new ServerSetup(port, bindAddress, ServerSetup.PROTOCOL_IMAP), managers);
        try {
            this.user = managers.getUserManager().createUser("bounces@example.com", USER, password);
        } catch (UserException e) {
            throw new IllegalStateException("cannot open the mailbox for bounces", e);
        }
    }

    /** The port that callers reach, once the server runs. */
    int number() {
        return imap.getPort();
    }

    void add(MimeMessage bounce) {
        user.deliver(bounce);
    }

    @Override
    public void start() {
        imap.startService();
        try {
            if (!imap.waitTillRunning(START_TIMEOUT_MS)) {
                throw new IllegalStateException("cannot listen for readers of bounces: is the port taken?");
            }
            running = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the mailbox for bounces opened", interrupted);
        }
    }

    @Override
    public void stop() {
        running = false;
        imap.stopService();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
