package ontime.email;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Collections;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import ontime.email.EmailProperties.RelayProperties;
import ontime.email.EmailProperties.Tls;
import org.bbottema.clusteredobjectpool.core.api.ResourceKey.ResourceClusterAndPoolKey;
import org.bbottema.genericobjectpool.PoolableObject;
import org.bbottema.genericobjectpool.expirypolicies.TimeoutSinceLastAllocationExpirationPolicy;
import org.bbottema.genericobjectpool.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.smtpconnectionpool.SessionTransport;
import org.simplejavamail.smtpconnectionpool.SmtpClusterConfig;
import org.simplejavamail.smtpconnectionpool.SmtpConnectionPool;

/** The connections to one SMTP server. They are kept, because greeting costs more than sending. */
final class SmtpConnections implements AutoCloseable {

    /** Shorter than the five minutes after which servers hang up (RFC 5321 section 4.5.3.2.7). */
    private static final long IDLE_SECONDS = 60;

    private final Session session;
    private final SmtpConnectionPool pool;
    private final Set<SessionTransport> used =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /**
     * Connects when the first connection is asked for.
     *
     * @param timeout of connecting, of each step of a conversation, and of waiting for a connection
     * @param trust what the server's certificate is checked with; null for the JDK's own authorities
     * @param most connections at the same time
     */
    SmtpConnections(RelayProperties relay, Duration timeout, @Nullable SSLContext trust, int most) {
        this.session = session(relay, timeout, trust);
        var config = new SmtpClusterConfig();
        config.getConfigBuilder()
                .defaultCorePoolSize(0)
                .defaultMaxPoolSize(most)
                .claimTimeout(new Timeout(timeout.toMillis(), TimeUnit.MILLISECONDS))
                .defaultExpirationPolicy(
                        new TimeoutSinceLastAllocationExpirationPolicy<>(IDLE_SECONDS, TimeUnit.SECONDS));
        this.pool = new SmtpConnectionPool(config);
        // One server is a cluster of one; without this there is nothing to claim a connection from.
        pool.registerResourcePool(new ResourceClusterAndPoolKey<>(session, session));
    }

    Session session() {
        return session;
    }

    /**
     * A connection for one conversation; null when none was free in time. The pool asks one that it has kept for a NOOP
     * first.
     *
     * @throws RuntimeException how the pool tells that no connection could be made
     */
    @Nullable
    PoolableObject<SessionTransport> claim() throws InterruptedException {
        return pool.claimResourceFromCluster(session);
    }

    /** Whether a conversation went well on it before: the server may have given it up since. */
    boolean wasUsed(PoolableObject<SessionTransport> connection) {
        return used.contains(connection.getAllocatedObject());
    }

    void keep(PoolableObject<SessionTransport> connection) {
        used.add(connection.getAllocatedObject());
        connection.release();
    }

    /** A conversation that broke off is not carried on: the server may be anywhere in it. */
    void drop(PoolableObject<SessionTransport> connection) {
        connection.invalidate();
    }

    @Override
    public void close() {
        var _ = pool.shutDown();
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
