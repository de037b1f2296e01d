package ontime.delivery.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import ontime.delivery.Outcome;
import ontime.delivery.Provider;
import ontime.delivery.route.Routes.Clearance;
import ontime.events.DeliveryReason;

/**
 * One way out of a channel: a provider, and what is known of how it does. Whether a call may go is for {@link Routes}
 * to say, which alone tells it what happens.
 *
 * <p>Not thread-safe, but for its name and its provider.
 */
public final class Route {

    private final String name;
    private final Provider provider;
    private final InFlightLimit limit;
    private final Rate rate;
    private final Breaker breaker;
    private final Slowness slowness;
    private final RecentCalls recent = new RecentCalls();
    private Instant downSince = Instant.MIN;

    /**
     * A route of which nothing is known yet.
     *
     * @param name unique within the channel; a label of metrics
     * @param partsASecond message parts that it takes a second from all replicas together; infinite for no bound
     * @param random uniform in [0, 1), for the distance between probes
     */
    public Route(String name, Provider provider, double partsASecond, RouteSettings settings, DoubleSupplier random) {
        this.name = name;
        this.provider = provider;
        this.limit = new InFlightLimit(settings.callsInFlight());
        this.rate = new Rate(partsASecond);
        this.breaker = new Breaker(settings.down(), random);
        this.slowness = new Slowness(settings.slow());
    }

    public String name() {
        return name;
    }

    public Provider provider() {
        return provider;
    }

    int inFlight() {
        return limit.inFlight();
    }

    /** How many calls may be on their way: while it is down, the one that probes it. */
    int limit() {
        return breaker.isClosed() ? limit.limit() : 1;
    }

    double rate() {
        return rate.current();
    }

    Breaker.State state() {
        return breaker.state();
    }

    boolean isOpen() {
        return breaker.isClosed();
    }

    boolean isSlow() {
        return slowness.isSlow();
    }

    /** When it is forgotten that it is slow, unless something is heard of it; empty while it is not slow. */
    Optional<Instant> forgottenAt() {
        return slowness.forgottenAt();
    }

    void forgetBefore(Instant now) {
        slowness.forgetBefore(now);
    }

    Duration p95() {
        return recent.p95();
    }

    void share(double part) {
        rate.share(part);
    }

    Instant probeAt(boolean alone) {
        return breaker.probeAt(alone);
    }

    /**
     * Whether the next call should find out how the route does, though another may be preferred.
     *
     * @param alone whether no other route is open
     */
    boolean isProbeDue(boolean alone, Instant now) {
        if (breaker.isProbeDue(alone, now)) {
            return true;
        }
        return !alone
                && isOpen()
                && slowness.isProbeDue(now)
                && !limit.isFull()
                && rate.notBefore(1, now).isEmpty();
    }

    /** Whether the route, which is open, has a place for a message; books nothing. */
    Clearance clearance(int parts, Instant now) {
        if (limit.isFull()) {
            return new Clearance.WhenACallEnds();
        }
        Optional<Instant> when = rate.notBefore(parts, now);
        return when.isPresent() ? new Clearance.NotBefore(when.get()) : new Clearance.Go(this);
    }

    void begin(int parts, Instant now) {
        if (!breaker.isClosed()) {
            breaker.probe(now);
        } else if (slowness.isProbeDue(now)) {
            slowness.probe(now);
        }
        limit.begin();
        rate.take(parts, now);
    }

    /** The place that was booked at an instant was not used. */
    void giveBack(int parts, Instant booked) {
        limit.giveBack();
        rate.giveBack(parts);
        if (breaker.isProbe(booked, inFlight() == 0)) {
            breaker.giveBack();
        }
    }

    /** Takes note of a call; says whether the route went down or came back with it. */
    Optional<RouteNews> ended(Outcome outcome, Duration took, Instant now) {
        Instant began = now.minus(took);
        limit.end(isFailure(outcome), took, now);
        boolean probe = breaker.isProbe(began, inFlight() == 0);
        rate.answered(outcome instanceof Outcome.Throttled, began, now);
        return switch (outcome) {
            case Outcome.Accepted accepted -> {
                recent.add(took);
                yield answered(took, probe, now);
            }
            case Outcome.Rejected rejected -> answered(took, probe, now);
            case Outcome.Deferred deferred -> answered(took, probe, now);
            case Outcome.Throttled throttled -> {
                if (throttled.hint() != null) {
                    rate.pause(throttled.hint(), now);
                }
                // A provider that asks us to be slower is there.
                yield answered(took, probe, now);
            }
            case Outcome.Unavailable unavailable -> {
                slowness.ended(true, now);
                yield failed(breaker.failed(probe, began, now), unavailable.reason(), unavailable.detail(), now);
            }
            case Outcome.Refused refused ->
                failed(breaker.refused(probe, began, now), refused.reason(), refused.detail(), now);
        };
    }

    private Optional<RouteNews> answered(Duration took, boolean probe, Instant now) {
        slowness.ended(slowness.isTooLong(took), now);
        if (!breaker.succeeded(probe, now)) {
            return Optional.empty();
        }
        limit.restart(now);
        return Optional.of(new RouteNews.Back(name, Duration.between(downSince, now)));
    }

    private Optional<RouteNews> failed(boolean opened, DeliveryReason reason, String detail, Instant now) {
        if (!opened) {
            return Optional.empty();
        }
        downSince = now;
        return Optional.of(new RouteNews.Left(name, reason, detail));
    }

    private static boolean isFailure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> false;
            case Outcome.Rejected rejected -> false;
            case Outcome.Deferred deferred -> false;
            case Outcome.Throttled throttled -> true;
            case Outcome.Unavailable unavailable -> true;
            case Outcome.Refused refused -> true;
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
