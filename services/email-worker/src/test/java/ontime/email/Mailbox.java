package ontime.email;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** GreenMail's SMTP server, which refuses a recipient when it was told to and keeps all else. */
final class Mailbox implements AutoCloseable {

    private final Postmaster postmaster = new Postmaster(new Managers());
    private final AtomicInteger connections = new AtomicInteger();
    private final SmtpServer server;

    /** On any free port. */
    Mailbox() throws InterruptedException {
        this(0);
    }

    Mailbox(int port) throws InterruptedException {
        this(port, ServerSetup.PROTOCOL_SMTP);
    }

    private Mailbox(int port, String protocol) throws InterruptedException {
        var setup = new ServerSetup(port, "127.0.0.1", protocol);
        var managers = new Managers() {
            @Override
            public SmtpManager getSmtpManager() {
                return postmaster;
            }
        };
        server = new SmtpServer(setup, managers) {
            @Override
            protected ProtocolHandler createProtocolHandler(Socket client) {
                connections.incrementAndGet();
                return super.createProtocolHandler(client);
            }
        };
        server.startService();
        server.waitTillRunning(10_000);
    }

    /** TLS from the first byte, for somebody who can prove who they are. */
    static Mailbox encrypted(String username, String password) throws InterruptedException, UserException {
        var mailbox = new Mailbox(0, ServerSetup.PROTOCOL_SMTPS);
        UserManager users = mailbox.postmaster.getUserManager();
        users.createUser(username + "@example.org", username, password);
        users.setAuthRequired(true);
        return mailbox;
    }

    int port() {
        return server.getPort();
    }

    /** How often somebody has connected. */
    int connections() {
        return connections.get();
    }

    /** The replies to the next attempts to send to an address, in order. */
    void willReply(String address, String... replies) {
        postmaster.replies.put(address, new ConcurrentLinkedQueue<>(List.of(replies)));
    }

    /** What has arrived for an address. */
    List<MimeMessage> received(String address) {
        return postmaster.received.stream()
                .filter(mail -> recipients(mail).contains(address))
                .toList();
    }

    private static List<String> recipients(MimeMessage mail) {
        try {
            return Arrays.stream(mail.getRecipients(RecipientType.TO))
                    .map(Object::toString)
                    .toList();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stopService();
    }

    private static final class Postmaster extends SmtpManager {

        private final Map<String, Queue<String>> replies = new ConcurrentHashMap<>();
        private final List<MimeMessage> received = new CopyOnWriteArrayList<>();

        Postmaster(Managers managers) {
            super(managers.getImapHostManager(), managers.getUserManager());
        }

        @Override
        public @Nullable String checkRecipient(SmtpState state, MailAddress recipient) {
            Queue<String> script = replies.get(recipient.getEmail());
            return script == null ? null : script.poll();
        }

        @Override
        public synchronized void send(SmtpState state) {
            received.add(state.getMessage().getMessage());
        }
    }
}
