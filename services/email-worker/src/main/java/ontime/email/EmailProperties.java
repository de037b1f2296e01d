package ontime.email;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the SMTP servers are reached.
 *
 * @param host of the one relay
 * @param port of the one relay
 * @param from who mails come from, as in a From line (RFC 5322)
 * @param timeout of a whole mail, from connecting to the last reply
 * @param tls how the connection to the one relay is protected
 * @param sslBundle whom the one relay's certificate is checked by, see {@code spring.ssl.bundle}; null for the JDK's
 *     own authorities
 * @param username for authentication at the one relay; null for none
 * @param password for authentication at the one relay
 * @param mailsASecond that the one relay takes; null for no bound
 * @param greylistRetry when a mail that was greylisted is tried again; RFC 6647 has receivers wait for a minute
 * @param routes relays in order of preference, in place of the one that the others name
 */
@ConfigurationProperties("ontime.email")
record EmailProperties(
        String host,
        int port,
        String from,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("STARTTLS") Tls tls,
        @Nullable String sslBundle,
        @Nullable String username,
        @Nullable String password,
        @Nullable Double mailsASecond,
        @DefaultValue("60s") Duration greylistRetry,
        @DefaultValue List<RelayProperties> routes) {

    enum Tls {
        /** Nothing: for a server on the same host only. */
        NONE,
        /** STARTTLS, and no mail without it (RFC 3207). */
        STARTTLS,
        /** TLS from the first byte (RFC 8314). */
        IMPLICIT
    }

    /**
     * One SMTP server.
     *
     * @param name as it is shown in metrics; null for the host
     * @param host of the server
     * @param port of the server
     * @param tls how the connection is protected
     * @param sslBundle whom its certificate is checked by; null for the JDK's own authorities
     * @param username for authentication; null for none
     * @param password for authentication
     * @param mailsASecond of all replicas together; null for no bound
     */
    record RelayProperties(
            @Nullable String name,
            String host,
            int port,
            @DefaultValue("STARTTLS") Tls tls,
            @Nullable String sslBundle,
            @Nullable String username,
            @Nullable String password,
            @Nullable Double mailsASecond) {

        RelayProperties {
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("ontime.email.port must be 1 to 65535, for " + host);
            }
            if ((username == null) != (password == null)) {
                throw new IllegalArgumentException("ontime.email.username and password go together, for " + host);
            }
            if (mailsASecond != null && !(mailsASecond > 0)) {
                throw new IllegalArgumentException("ontime.email.mails-a-second must be more than 0, for " + host);
            }
        }

        String shownName() {
            return name == null ? host : name;
        }

        double rate() {
            return mailsASecond == null ? Double.POSITIVE_INFINITY : mailsASecond;
        }

        @Override
        public String toString() {
            return host + ":" + port + " " + tls;
        }
    }

    EmailProperties {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("ontime.email.timeout must be more than 0");
        }
        if (!greylistRetry.isPositive()) {
            throw new IllegalArgumentException("ontime.email.greylist-retry must be more than 0");
        }
        routes = routes.isEmpty()
                ? List.of(new RelayProperties(null, host, port, tls, sslBundle, username, password, mailsASecond))
                : List.copyOf(routes);
    }

    @Override
    public String toString() {
        return "EmailProperties" + routes;
    }
}
