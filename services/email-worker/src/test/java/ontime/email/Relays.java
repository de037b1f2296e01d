package ontime.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import ontime.delivery.neighbours.OneRoute;
import ontime.email.EmailProperties.RelayProperties;
import ontime.email.EmailProperties.Tls;

/** What tests know of the relays on this machine. */
final class Relays {

    private Relays() {}

    /** A relay without encryption or authentication. */
    static RelayProperties plain(int port) {
        return relay(port, Tls.NONE);
    }

    static RelayProperties relay(int port, Tls tls) {
        return new RelayProperties("relay-" + port, "127.0.0.1", port, tls, "own", null, null, null);
    }

    static RelayProperties withPassword(RelayProperties relay, String password) {
        return new RelayProperties(
                relay.name(), relay.host(), relay.port(), relay.tls(), relay.sslBundle(), "worker", password, null);
    }

    /** Routes by which every mail ends within a second. */
    static SmtpRoutes routes(Function<String, SSLContext> bundles, RelayProperties... inOrder) throws AddressException {
        return routes(bundles, InstantSource.system(), inOrder);
    }

    private static SmtpRoutes routes(
            Function<String, SSLContext> bundles, InstantSource clock, RelayProperties... inOrder)
            throws AddressException {
        var properties = new EmailProperties(
                "unused.example.com",
                25,
                "codes@example.org",
                Duration.ofSeconds(1),
                Tls.STARTTLS,
                null,
                null,
                null,
                null,
                Duration.ofSeconds(60),
                List.of(inOrder));
        var writer = new MailWriter(new InternetAddress(properties.from()), clock);
        return new SmtpRoutes(properties, OneRoute.SETTINGS, bundles, writer, clock, () -> 0.5);
    }

    /** The same, with a clock of the test's. */
    static SmtpRoutes routes(InstantSource clock, RelayProperties... inOrder) throws AddressException {
        return routes(name -> defaultContext(), clock, inOrder);
    }

    static SmtpRoutes routes(RelayProperties... inOrder) throws AddressException {
        return routes(name -> defaultContext(), inOrder);
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
