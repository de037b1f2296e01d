package ontime.delivery.route;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.delivery.Outcome;
import ontime.events.Channel;
import org.jspecify.annotations.Nullable;

/**
 * All ways out of a channel, the preferred one first. Says for each message whether it may go now, and by which; is
 * told of every call how it ended.
 *
 * <p>A message takes the first route that is open, not slow, and has room. So the second helps when the first is full
 * or at its rate, takes over when it is slow or down, and gives the traffic back as the first one's limit rises again.
 * Routes that are slow or down get single messages as probes. A slow one helps only when the others are full, or would
 * have a message wait longer than a slow call takes; when all are slow, slow is better than nothing. A message takes no
 * route that would usually bring it too late, and waits aside for a quicker one when there is still time for that.
 *
 * <p>Passive and not thread-safe: time is passed in, and whoever asks sees to it that nobody else does meanwhile.
 */
public final class Routes {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final List<Route> routes;
    private final Lanes lanes;
    private final Duration usualTimeBehind;
    private final Duration slowBound;
    private final RouteMetrics metrics;

    /** Whether a message may go. */
    public sealed interface Clearance {

        /** By this route; the place is booked, and counts as a call in flight until it ended or was given back. */
        record Go(Route route) implements Clearance {}

        /** Nobody may go before, whatever the lane, unless a call ends earlier. */
        record NotBefore(Instant when) implements Clearance {}

        /** This lane is full; messages of others may go. */
        record LaneFull() implements Clearance {}

        /** By the routes that have room it would arrive too late, but not by another one after this; others may go. */
        record Later(Instant when) implements Clearance {}

        /** It would arrive too late whichever route it took; others may go. */
        record TooLate() implements Clearance {}

        /** Every route has as many calls in flight as it may. */
        record WhenACallEnds() implements Clearance {}
    }

    /** @param inOrder the preferred one first; no two of the same name */
    public Routes(Channel channel, List<Route> inOrder, RouteSettings settings, MeterRegistry meters) {
        Set<String> names = inOrder.stream().map(Route::name).collect(Collectors.toSet());
        if (inOrder.isEmpty() || names.size() < inOrder.size()) {
            throw new IllegalArgumentException("a channel needs one route or more, each with a name of its own");
        }
        this.routes = List.copyOf(inOrder);
        this.lanes = new Lanes(settings.callsPerLane());
        this.usualTimeBehind = settings.usualTimeBehind();
        this.slowBound = settings.slow().bound();
        this.metrics = new RouteMetrics(channel, routes, meters);
    }

    /**
     * Asks for a place.
     *
     * @param lane whose calls are bounded together, for example a mail domain
     * @param parts of the message as the provider counts them, 1 or more
     * @param life how long the message is still worth something
     */
    public Clearance ask(String lane, int parts, Duration life, Instant now) {
        Clearance clearance = clearance(parts, life, now);
        if (clearance instanceof Clearance.Go(var route)) {
            if (!lanes.hasRoom(lane)) {
                return new Clearance.LaneFull();
            }
            lanes.enter(lane);
            route.begin(parts, now);
            metrics.called(route);
        }
        return clearance;
    }

    /**
     * Takes note of a call that is over.
     *
     * @param took the call alone, without any wait of ours
     * @return whether the route went down or came back with it
     */
    public Optional<RouteNews> ended(Route route, String lane, Outcome outcome, Duration took, Instant now) {
        lanes.leave(lane);
        Optional<RouteNews> news = route.ended(outcome, took, now);
        metrics.changed(route);
        return news;
    }

    /** Forgets what was too long ago to be counted on. */
    public void forgetBefore(Instant now) {
        for (Route route : routes) {
            if (route.isSlow()) {
                route.forgetBefore(now);
                metrics.changed(route);
            }
        }
    }

    /** When there is something to forget, unless more is heard; empty for nothing. */
    public Optional<Instant> forgetAt() {
        Optional<Instant> first = Optional.empty();
        for (Route route : routes) {
            Optional<Instant> when = route.forgottenAt();
            if (when.isPresent() && (first.isEmpty() || when.get().isBefore(first.get()))) {
                first = when;
            }
        }
        return first;
    }

    /**
     * Gives a place back for which no call was made.
     *
     * @param booked when it was asked for
     */
    public void unused(Route route, String lane, int parts, Instant booked) {
        lanes.leave(lane);
        route.giveBack(parts, booked);
        metrics.changed(route);
    }

    /** Whether a delivery that a route refused may go by another. */
    public boolean hasOther(Route route) {
        return routes.stream().anyMatch(other -> other != route && other.isOpen());
    }

    /**
     * Sets what part of each route's rate is ours, in (0, 1]: our partitions of all partitions. Routes without a rate
     * are shared anyhow.
     */
    public void share(double part) {
        routes.forEach(route -> route.share(part));
    }

    /**
     * How long a message usually takes from the call until it is seen: what 95 of 100 calls of the route stay within,
     * and the configured time behind the provider.
     */
    public Duration usualDeliveryTime(Route route) {
        return route.p95().plus(usualTimeBehind);
    }

    /**
     * The same by the quickest route that is open, or of all while none is: which one a message takes is known only
     * when it goes.
     */
    public Duration shortestDeliveryTime() {
        boolean anyOpen = routes.stream().anyMatch(Route::isOpen);
        return routes.stream()
                .filter(route -> route.isOpen() || !anyOpen)
                .map(this::usualDeliveryTime)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Calls on their way, by whatever route. */
    public int inFlight() {
        return routes.stream().mapToInt(Route::inFlight).sum();
    }

    /** Calls that may be on their way at once; of a route that is down the one that probes it. */
    public int limit() {
        return routes.stream().mapToInt(Route::limit).sum();
    }

    private Clearance clearance(int parts, Duration life, Instant now) {
        boolean tooLateToProbe = false;
        for (Route route : routes) {
            if (route.isProbeDue(!hasOther(route), now)) {
                if (arrivesInTime(route, life)) {
                    return new Clearance.Go(route);
                }
                tooLateToProbe = true;
            }
        }
        Clearance byHealthy = among(false, parts, life, now);
        if (byHealthy instanceof Clearance.Go) {
            return byHealthy;
        }
        if (byHealthy instanceof Clearance.NotBefore(var when) && !when.isAfter(now.plus(slowBound))) {
            // To wait for the healthy one's rate is still faster than a slow call.
            return byHealthy;
        }
        Clearance bySlow = among(true, parts, life, now);
        if (bySlow instanceof Clearance.Go) {
            return bySlow;
        }
        if (byHealthy instanceof Clearance.TooLate || bySlow instanceof Clearance.TooLate) {
            return whenAQuickerHasRoom(parts, life, now);
        }
        if (byHealthy == null && bySlow == null) {
            return tooLateToProbe ? new Clearance.TooLate() : whenProbed();
        }
        return sooner(byHealthy, bySlow);
    }

    /** By one of the open routes that are slow or are not; null when there are none. */
    private @Nullable Clearance among(boolean slow, int parts, Duration life, Instant now) {
        Clearance soonest = null;
        boolean tooLate = false;
        for (Route route : routes) {
            if (route.isOpen() && route.isSlow() == slow) {
                Clearance clearance = route.clearance(parts, now);
                if (!(clearance instanceof Clearance.Go)) {
                    soonest = sooner(soonest, clearance);
                } else if (arrivesInTime(route, life)) {
                    return clearance;
                } else {
                    tooLate = true;
                }
            }
        }
        return tooLate ? new Clearance.TooLate() : soonest;
    }

    /** It waits aside: those who come after it need not wait with it, for there is room for them. */
    private Clearance whenAQuickerHasRoom(int parts, Duration life, Instant now) {
        Instant soonest = null;
        for (Route route : routes) {
            if (route.isOpen() && !(route.clearance(parts, now) instanceof Clearance.Go)) {
                Instant when = nextLook(route.clearance(parts, now), now);
                if (arrivesInTime(route, life.minus(Duration.between(now, when)))
                        && (soonest == null || when.isBefore(soonest))) {
                    soonest = when;
                }
            }
        }
        return soonest == null ? new Clearance.TooLate() : new Clearance.Later(soonest);
    }

    /** Not at every moment: thousands may wait aside. When a call ends is not known, only that some do all the time. */
    private static Instant nextLook(Clearance full, Instant now) {
        Instant soon = now.plus(BETWEEN_LOOKS);
        return full instanceof Clearance.NotBefore(var when) && when.isAfter(soon) ? when : soon;
    }

    private boolean arrivesInTime(Route route, Duration life) {
        return life.compareTo(usualDeliveryTime(route)) >= 0;
    }

    /** A time that is known before an end that is not: calls may hang. */
    private static Clearance sooner(@Nullable Clearance one, @Nullable Clearance other) {
        if (one instanceof Clearance.NotBefore(var first) && other instanceof Clearance.NotBefore(var second)) {
            return first.isBefore(second) ? one : other;
        }
        if (one instanceof Clearance.NotBefore) {
            return one;
        }
        return other instanceof Clearance.NotBefore || one == null ? require(other) : one;
    }

    private static Clearance require(@Nullable Clearance clearance) {
        if (clearance == null) {
            throw new IllegalStateException("there is no clearance to choose from");
        }
        return clearance;
    }

    private Clearance whenProbed() {
        Instant soonest = null;
        for (Route route : routes) {
            if (route.state() == Breaker.State.PROBING) {
                return new Clearance.WhenACallEnds();
            }
            Instant probe = route.probeAt(true);
            soonest = soonest == null || probe.isBefore(soonest) ? probe : soonest;
        }
        return soonest == null ? new Clearance.WhenACallEnds() : new Clearance.NotBefore(soonest);
    }
}
