package ontime.delivery.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import ontime.events.Channel;

/** What an operator sees of each route. Labels are the channel and the names from the configuration. */
final class RouteMetrics {

    private final Map<Route, Shown> shown = new HashMap<>();

    /** What is read by whoever collects metrics, on a thread of its own. */
    private static final class Shown {

        private final Counter calls;
        private volatile int inFlight;
        private volatile int limit;
        private volatile double rate;
        private volatile boolean slow;
        private volatile Breaker.State state = Breaker.State.CLOSED;

        Shown(Tags route, MeterRegistry meters) {
            this.calls = meters.counter("otp.route.calls", route);
            gauge(meters, "otp.route.inflight", route, shown -> shown.inFlight);
            gauge(meters, "otp.route.inflight.limit", route, shown -> shown.limit);
            gauge(meters, "otp.route.rate.limit", route, shown -> shown.rate);
            gauge(meters, "otp.route.slow", route, shown -> shown.slow ? 1 : 0);
            for (Breaker.State state : Breaker.State.values()) {
                gauge(
                        meters,
                        "otp.route.breaker",
                        route.and("state", state.name().toLowerCase(Locale.ROOT)),
                        shown -> shown.state == state ? 1 : 0);
            }
        }

        private void gauge(MeterRegistry meters, String name, Tags tags, ToDoubleFunction<Shown> value) {
            Gauge.builder(name, this, value).tags(tags).strongReference(true).register(meters);
        }

        void update(Route route) {
            inFlight = route.inFlight();
            limit = route.limit();
            rate = route.rate();
            slow = route.isSlow();
            state = route.state();
        }
    }

    RouteMetrics(Channel channel, List<Route> routes, MeterRegistry meters) {
        for (Route route : routes) {
            shown.put(route, new Shown(Tags.of("channel", channel.name(), "route", route.name()), meters));
            changed(route);
        }
    }

    void called(Route route) {
        of(route).calls.increment();
        changed(route);
    }

    void changed(Route route) {
        of(route).update(route);
    }

    private Shown of(Route route) {
        Shown found = shown.get(route);
        if (found == null) {
            throw new IllegalArgumentException("route " + route.name() + " is none of this channel");
        }
        return found;
    }
}
