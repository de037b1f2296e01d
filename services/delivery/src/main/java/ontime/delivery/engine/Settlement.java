package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import ontime.delivery.Outcome;
import ontime.delivery.route.RouteNews;
import ontime.delivery.route.Routes;
import ontime.events.DeliveryReason;

/**
 * What comes of a call that has ended: for its route, and for its delivery, which ends, waits for another, or is left.
 */
final class Settlement {

    private final Routes routes;
    private final Deliveries deliveries;
    private final Outbound outbound;
    private final SendGate gate;
    private final Gatekeeper gatekeeper;
    private final Backoff backoff;
    private final Reports reports;
    private boolean stopped;

    Settlement(
            Routes routes,
            Deliveries deliveries,
            Outbound outbound,
            SendGate gate,
            Gatekeeper gatekeeper,
            Backoff backoff,
            Reports reports) {
        this.routes = routes;
        this.deliveries = deliveries;
        this.outbound = outbound;
        this.gate = gate;
        this.gatekeeper = gatekeeper;
        this.backoff = backoff;
        this.reports = reports;
    }

    /** From now on what would be tried again is left to the next reader. */
    void stop() {
        stopped = true;
    }

    void settle(Call call, Answer answer, Instant now) {
        Delivery delivery = call.delivery();
        Request request = delivery.request();
        deliveries.backlog().pool().hasRoom(request.lane());
        switch (answer) {
            case Answer.Answered(Outcome outcome, Instant dispatchedAt) -> {
                routes.ended(call.route(), request.lane(), outcome, Duration.between(dispatchedAt, now), now)
                        .ifPresent(news -> hear(news, now));
                settle(call.dispatched(dispatchedAt), outcome, now);
            }
            case Answer.Unreadable(String detail) -> {
                notUsed(call);
                deliveries.end(delivery, reports.unreadable(delivery, detail, now), detail);
            }
            case Answer.Broken(String detail) -> {
                notUsed(call);
                deliveries.end(delivery, reports.failed(call, DeliveryReason.OTHER, detail, now), detail);
            }
        }
    }

    /** A fault of ours says nothing of the route. */
    private void notUsed(Call call) {
        Request request = call.delivery().request();
        routes.unused(call.route(), request.lane(), request.parts(), call.begunAt());
    }

    private void hear(RouteNews news, Instant now) {
        outbound.note(news);
        switch (news) {
            case RouteNews.Left left -> {}
            // What they waited for has happened. The route begins with few calls: this is no stampede.
            case RouteNews.Back back -> deliveries.backlog().letThoseForARouteWait(now);
        }
    }

    private void settle(Call call, Outcome outcome, Instant now) {
        Delivery delivery = call.delivery();
        switch (outcome) {
            case Outcome.Accepted accepted -> deliveries.end(delivery, reports.accepted(call, accepted, now), null);
            case Outcome.Rejected(DeliveryReason reason, String detail) ->
                deliveries.end(delivery, reports.failed(call, reason, detail, now), null);
            case Outcome.Refused refused -> {
                if (routes.hasOther(call.route())) {
                    tryAgain(call, new Outcome.Deferred(refused.reason(), refused.detail(), null), now);
                } else {
                    deliveries.end(delivery, reports.failed(call, refused.reason(), refused.detail(), now), null);
                }
            }
            case Outcome.TryAgain deferred -> tryAgain(call, deferred, now);
        }
    }

    private void tryAgain(Call call, Outcome.TryAgain deferred, Instant now) {
        Delivery delivery = call.delivery();
        boolean ofTheRoute = deferred instanceof Outcome.Unavailable;
        delivery.called(deferred instanceof Outcome.Unavailable unavailable && unavailable.perhapsTaken());
        Duration wait = backoff.after(call.attempt(), deferred.hint());
        Instant until = now.plus(wait);
        if (!gate.isTimeLeft(delivery.request(), until)) {
            // Told now and not when the code has expired, while there is time for another channel.
            deliveries.end(delivery, reports.failed(call, deferred.reason(), deferred.detail(), now), null);
        } else if (stopped || !delivery.isOurs()) {
            deliveries.leave(delivery, reports.deferred(call, deferred, wait, now));
        } else {
            // A time that the provider asked for is kept, whatever becomes of the route.
            boolean forARoute = ofTheRoute && deferred.hint() == null;
            deliveries.backOff(
                    delivery, reports.deferred(call, deferred, wait, now), new State.BackingOff(until, forARoute));
            gatekeeper.dropIfHopeless(delivery, now);
        }
    }
}
