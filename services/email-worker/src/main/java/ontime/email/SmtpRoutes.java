package ontime.email;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import ontime.delivery.route.Route;
import ontime.delivery.route.RouteSettings;
import ontime.email.EmailProperties.RelayProperties;

/** The SMTP servers by which mails go, each with connections of its own. */
final class SmtpRoutes implements AutoCloseable {

    private final List<SmtpConnections> connections = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    /**
     * Connects to none of them yet.
     *
     * @param bundles what certificates are checked with, by the name of an SSL bundle
     * @param random uniform in [0, 1), for the distance between probes
     */
    SmtpRoutes(
            EmailProperties properties,
            RouteSettings settings,
            Function<String, SSLContext> bundles,
            MailWriter writer,
            InstantSource clock,
            DoubleSupplier random) {
        var outcomes = new SmtpOutcomes(properties.greylistRetry());
        for (RelayProperties relay : properties.routes()) {
            SSLContext trust = relay.sslBundle() == null ? null : bundles.apply(relay.sslBundle());
            var toRelay = new SmtpConnections(relay, properties.timeout(), trust, clock);
            connections.add(toRelay);
            var provider = new SmtpProvider(toRelay, writer, outcomes, properties.timeout());
            routes.add(new Route(relay.shownName(), provider, relay.rate(), settings, random));
        }
    }

    /** The preferred one first. */
    List<Route> inOrder() {
        return List.copyOf(routes);
    }

    /** Closes the connections that nobody has used for a minute. */
    void closeIdle() {
        connections.forEach(SmtpConnections::closeIdle);
    }

    @Override
    public void close() {
        connections.forEach(SmtpConnections::close);
    }
}
