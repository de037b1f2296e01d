package ontime.delivery.route;

import java.time.Duration;
import java.time.Instant;
import ontime.delivery.Outcome;
import ontime.delivery.Provider;

/** The one route of a channel, with a fixed number of calls at the same time. Not thread-safe. */
public final class Routes {

    private final Route route;
    private final int limit;
    private final Duration usualDeliveryTime;
    private int inFlight;

    /** Whether a call may begin. */
    public sealed interface Clearance {

        /** It may, by this route; the call counts as in flight from now on. */
        record Go(Route route) implements Clearance {}

        /** Nobody may begin before the instant, whatever its lane. */
        record NotBefore(Instant when) implements Clearance {}

        /** This lane is full; others may go. */
        record LaneFull() implements Clearance {}

        /** As many calls as allowed are in flight. */
        record WhenACallEnds() implements Clearance {}
    }

    public Routes(Provider provider, int limit, Duration usualDeliveryTime) {
        this.route = new Route(provider.name(), provider);
        this.limit = limit;
        this.usualDeliveryTime = usualDeliveryTime;
    }

    /** Asks for a place for one message. */
    public Clearance ask(String lane, int parts, Instant now) {
        if (inFlight >= limit) {
            return new Clearance.WhenACallEnds();
        }
        inFlight++;
        return new Clearance.Go(route);
    }

    /** Gives the place back. */
    public void ended(Route used, String lane, Outcome outcome, Duration took, Instant now) {
        inFlight--;
    }

    /** Which part of each route's rate is ours, in (0, 1]. */
    public void share(double part) {}

    /** How long a message usually takes by the route that would be taken. */
    public Duration usualDeliveryTime() {
        return usualDeliveryTime;
    }

    public int inFlight() {
        return inFlight;
    }

    public int limit() {
        return limit;
    }
}
