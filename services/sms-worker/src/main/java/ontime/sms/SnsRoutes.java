package ontime.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import ontime.delivery.route.Route;
import ontime.delivery.route.RouteSettings;
import ontime.sms.SmsProperties.RegionProperties;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;

/** The regions of AWS by which texts go, each with connections of its own. */
final class SnsRoutes implements AutoCloseable {

    private final List<SnsClient> clients = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    /** @param random uniform in [0, 1), for the distance between probes */
    SnsRoutes(SmsProperties properties, RouteSettings settings, DoubleSupplier random) {
        for (RegionProperties region : properties.routes()) {
            SnsClient client =
                    client(region, properties, settings.callsInFlight().most());
            clients.add(client);
            routes.add(new Route(region.shownName(), new SnsProvider(client), region.rate(), settings, random));
        }
    }

    /** The preferred one first. */
    List<Route> inOrder() {
        return List.copyOf(routes);
    }

    private static SnsClient client(RegionProperties region, SmsProperties properties, int callsInFlight) {
        var client = SnsClient.builder()
                .region(Region.of(region.region()))
                .httpClientBuilder(Apache5HttpClient.builder()
                        // A call that has its place in flight must not wait for a second one here.
                        .maxConnections(callsInFlight))
                .overrideConfiguration(override -> override.apiCallTimeout(properties.timeout())
                        // The engine alone decides whether a code is worth another call.
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()));
        if (region.endpoint() != null) {
            client.endpointOverride(region.endpoint());
        }
        return client.build();
    }

    @Override
    public void close() {
        clients.forEach(SnsClient::close);
    }
}
