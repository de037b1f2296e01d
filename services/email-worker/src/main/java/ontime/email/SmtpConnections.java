package ontime.email;

import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import ontime.email.EmailProperties.RelayProperties;
import ontime.email.EmailProperties.Tls;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one SMTP server. They are kept, because greeting costs more than sending. What bounds their number
 * is the route's limit of calls in flight.
 */
final class SmtpConnections implements AutoCloseable {

    /** Shorter than the five minutes after which servers hang up (RFC 5321 section 4.5.3.2.7). */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(60);

    private final Session session;
    private final InstantSource clock;

    /** The one that was used last comes first, so that those beyond the need grow old. */
    private final Deque<Kept> kept = new ArrayDeque<>();

    private boolean closed;

    private record Kept(Transport connection, Instant since) {}

    /**
     * Connects when the first connection is asked for.
     *
     * @param timeout of connecting, and of each step of a conversation
     * @param trust what the server's certificate is checked with; null for the JDK's own authorities
     */
    SmtpConnections(RelayProperties relay, Duration timeout, @Nullable SSLContext trust, InstantSource clock) {
        this.session = session(relay, timeout, trust);
        this.clock = clock;
    }

    Session session() {
        return session;
    }

    /** One that was kept and still answers to RSET, which also ends what was left unfinished on it; null for none. */
    @Nullable
    Transport kept() {
        Transport connection = takeKept();
        return connection != null && connection.isConnected() ? connection : null;
    }

    Transport fresh() throws MessagingException {
        Transport connection = session.getTransport();
        connection.connect();
        return connection;
    }

    /** Keeps it for the next conversation. */
    void keep(Transport connection) {
        List<Transport> old;
        synchronized (kept) {
            kept.addFirst(new Kept(connection, clock.instant()));
            old = takeOld();
        }
        old.forEach(SmtpConnections::drop);
    }

    /** Says goodbye on those that nobody has used for so long that nobody misses them. */
    void closeIdle() {
        List<Transport> old;
        synchronized (kept) {
            old = takeOld();
        }
        old.forEach(SmtpConnections::drop);
    }

    /** A conversation that broke off is not carried on: the server may be anywhere in it. */
    static void drop(Transport connection) {
        try {
            connection.close();
        } catch (MessagingException e) {
            // Nobody is there to say goodbye to.
            return;
        }
    }

    @Override
    public void close() {
        synchronized (kept) {
            closed = true;
        }
        closeIdle();
    }

    private @Nullable Transport takeKept() {
        List<Transport> old;
        Kept newest;
        synchronized (kept) {
            old = takeOld();
            newest = kept.pollFirst();
        }
        old.forEach(SmtpConnections::drop);
        return newest == null ? null : newest.connection();
    }

    /** Those that were idle for too long; all of them once this is closed. */
    private List<Transport> takeOld() {
        Instant bound = clock.instant().minus(LONGEST_IDLE);
        var old = new ArrayList<Transport>();
        while (!kept.isEmpty() && (closed || kept.getLast().since().isBefore(bound))) {
            old.add(kept.removeLast().connection());
        }
        return old;
    }

    private static Session session(RelayProperties relay, Duration timeout, @Nullable SSLContext trust) {
        var settings = new Properties();
        String protocol = relay.tls() == Tls.IMPLICIT ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        String millis = Long.toString(timeout.toMillis());
        settings.setProperty("mail.transport.protocol", protocol);
        settings.setProperty(prefix + "host", relay.host());
        settings.setProperty(prefix + "port", Integer.toString(relay.port()));
        settings.setProperty(prefix + "connectiontimeout", millis);
        settings.setProperty(prefix + "timeout", millis);
        settings.setProperty(prefix + "writetimeout", millis);
        // A connection is asked with RSET whether it still stands, and said goodbye to without waiting for the answer.
        settings.setProperty(prefix + "userset", "true");
        settings.setProperty(prefix + "quitwait", "false");
        settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (trust != null) {
            settings.put(prefix + "ssl.socketFactory", trust.getSocketFactory());
        }
        boolean startTls = relay.tls() == Tls.STARTTLS;
        settings.setProperty(prefix + "starttls.enable", Boolean.toString(startTls));
        settings.setProperty(prefix + "starttls.required", Boolean.toString(startTls));
        String username = relay.username();
        if (username == null) {
            return Session.getInstance(settings);
        }
        settings.setProperty(prefix + "auth", "true");
        // Through an authenticator, because the properties of a session are printed in error messages.
        return Session.getInstance(settings, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(username, relay.password());
            }
        });
    }
}
