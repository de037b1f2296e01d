package ontime.email;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the SMTP server is reached.
 *
 * @param host of the server
 * @param port of the server
 * @param from who mails come from, as in a From line (RFC 5322)
 * @param timeout of connecting and of each step of the conversation
 * @param tls how the connection is protected
 * @param username for authentication; null for none
 * @param password for authentication
 */
@ConfigurationProperties("ontime.email")
record EmailProperties(
        String host,
        int port,
        String from,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("STARTTLS") Tls tls,
        @Nullable String username,
        @Nullable String password) {

    enum Tls {
        /** Nothing: for a server on the same host only. */
        NONE,
        /** STARTTLS, and no mail without it (RFC 3207). */
        STARTTLS,
        /** TLS from the first byte (RFC 8314). */
        IMPLICIT
    }

    EmailProperties {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("ontime.email.port must be 1 to 65535");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("ontime.email.timeout must be more than 0");
        }
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("ontime.email.username and password go together");
        }
    }

    @Override
    public String toString() {
        return "EmailProperties[" + host + ":" + port + ", " + tls + "]";
    }
}
