package ontime.sandbox.mailbox;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.Socket;
import ontime.sandbox.behaviour.Conditions;
import org.springframework.context.SmartLifecycle;

/**
 * An SMTP server that takes mail for every address. It is GreenMail with its mail store left out: what arrives goes
 * straight to the inbox, so that nothing piles up in memory.
 */
public final class MailServer implements SmartLifecycle {

    private static final long START_TIMEOUT_MS = 10_000;

    private final String bindAddress;
    private final int port;
    private final Conditions conditions;
    private final SmtpServer smtp;
    private volatile boolean running;

    /**
     * A port that opens with the application.
     *
     * @param port 0 takes a free one
     */
    public MailServer(String bindAddress, int port, Conditions conditions, Postman postman) {
        this.bindAddress = bindAddress;
        this.port = port;
        this.conditions = conditions;
        this.smtp = new Smtp(new ServerSetup(port, bindAddress, ServerSetup.PROTOCOL_SMTP), new Managers() {
            @Override
            public SmtpManager getSmtpManager() {
                return postman;
            }
        });
    }

    /** The port that callers reach, once the server runs. */
    public int number() {
        return smtp.getPort();
    }

    @Override
    public void start() {
        smtp.startService();
        try {
            if (!smtp.waitTillRunning(START_TIMEOUT_MS)) {
                throw new IllegalStateException(
                        "cannot listen for mail on %s port %d: is the port taken?".formatted(bindAddress, port));
            }
            running = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the mail server started", interrupted);
        }
    }

    @Override
    public void stop() {
        running = false;
        smtp.stopService();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private final class Smtp extends SmtpServer {

        private Smtp(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            return conditions.in(null).outage() ? new ClosedDoor(client) : super.createProtocolHandler(client);
        }
    }
}
