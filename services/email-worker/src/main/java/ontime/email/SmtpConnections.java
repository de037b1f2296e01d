package ontime.email;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.bbottema.clusteredobjectpool.core.api.ResourceKey.ResourceClusterAndPoolKey;
import org.bbottema.genericobjectpool.expirypolicies.TimeoutSinceLastAllocationExpirationPolicy;
import org.bbottema.genericobjectpool.util.Timeout;
import org.simplejavamail.smtpconnectionpool.SmtpClusterConfig;
import org.simplejavamail.smtpconnectionpool.SmtpConnectionPool;

/** How connections to the SMTP server are made and kept. */
final class SmtpConnections {

    /** Shorter than the five minutes after which servers hang up (RFC 5321 section 4.5.3.2.7). */
    private static final long IDLE_SECONDS = 60;

    private SmtpConnections() {}

    static SmtpConnectionPool pool(EmailProperties properties, Session session, int connections) {
        var config = new SmtpClusterConfig();
        config.getConfigBuilder()
                .defaultCorePoolSize(0)
                .defaultMaxPoolSize(connections)
                .claimTimeout(new Timeout(properties.timeout().toMillis(), TimeUnit.MILLISECONDS))
                .defaultExpirationPolicy(
                        new TimeoutSinceLastAllocationExpirationPolicy<>(IDLE_SECONDS, TimeUnit.SECONDS));
        var pool = new SmtpConnectionPool(config);
        // One server is a cluster of one; without this there is nothing to claim a connection from.
        pool.registerResourcePool(new ResourceClusterAndPoolKey<>(session, session));
        return pool;
    }

    static Session session(EmailProperties properties) {
        var settings = new Properties();
        String protocol = properties.tls() == EmailProperties.Tls.IMPLICIT ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        String timeout = Long.toString(properties.timeout().toMillis());
        settings.setProperty("mail.transport.protocol", protocol);
        settings.setProperty(prefix + "host", properties.host());
        settings.setProperty(prefix + "port", Integer.toString(properties.port()));
        settings.setProperty(prefix + "connectiontimeout", timeout);
        settings.setProperty(prefix + "timeout", timeout);
        settings.setProperty(prefix + "writetimeout", timeout);
        settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        boolean startTls = properties.tls() == EmailProperties.Tls.STARTTLS;
        settings.setProperty(prefix + "starttls.enable", Boolean.toString(startTls));
        settings.setProperty(prefix + "starttls.required", Boolean.toString(startTls));
        String username = properties.username();
        if (username == null) {
            return Session.getInstance(settings);
        }
        settings.setProperty(prefix + "auth", "true");
        // Through an authenticator, because the properties of a session are printed in error messages.
        return Session.getInstance(settings, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(username, properties.password());
            }
        });
    }
}
