package ontime.delivery.neighbours;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import ontime.delivery.Provider;
import ontime.delivery.route.Route;
import ontime.delivery.route.RouteSettings;
import ontime.delivery.route.Routes;
import ontime.events.Channel;

/** A channel with one route, without a rate and with the settings that workers are shipped with. */
public final class OneRoute {

    public static final RouteSettings SETTINGS = new RouteSettings(
            new RouteSettings.CallsInFlight(4, 16, 256),
            0,
            new RouteSettings.Slow(Duration.ofSeconds(2), 0.5, 20),
            new RouteSettings.Down(5, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(2)),
            Duration.ofSeconds(2));

    private OneRoute() {}

    public static Routes of(Provider provider, MeterRegistry meters) {
        return new Routes(
                Channel.SMS,
                List.of(new Route("only", provider, Double.POSITIVE_INFINITY, SETTINGS, () -> 0.5)),
                SETTINGS,
                meters);
    }
}
