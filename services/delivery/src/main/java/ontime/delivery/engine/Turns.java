package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.delivery.route.Routes;
import ontime.delivery.route.Routes.Clearance;
import org.jspecify.annotations.Nullable;

/** Gives those that wait their turn: begins as many calls as may begin, in the order that serves most people. */
final class Turns {

    /** So many deliveries are looked at in one go, so that nobody waits long for the lock. */
    private static final int MOST_TURNS = 500;

    private final Routes routes;
    private final Deliveries deliveries;
    private final Pool pool;
    private final Outbound outbound;
    private final EndedChallenges ended;
    private final Gatekeeper gatekeeper;
    private final Order order;
    private @Nullable Instant nobodyBefore;

    Turns(
            Routes routes,
            Deliveries deliveries,
            Outbound outbound,
            EndedChallenges ended,
            Gatekeeper gatekeeper,
            Order order) {
        this.routes = routes;
        this.deliveries = deliveries;
        this.pool = deliveries.backlog().pool();
        this.outbound = outbound;
        this.ended = ended;
        this.gatekeeper = gatekeeper;
        this.order = order;
    }

    boolean isNewestFirst() {
        return order.isNewestFirst();
    }

    /** When somebody may have a turn again though nothing happens before; empty for not before something does. */
    Optional<Instant> next() {
        return Optional.ofNullable(nobodyBefore);
    }

    void give(Instant now) {
        dropHopeless(now);
        nobodyBefore = null;
        boolean newestFirst = order.isNewestFirst(pool.longestWait(now));
        for (int turn = 0; !outbound.isFull(); turn++) {
            if (turn == MOST_TURNS) {
                nobodyBefore = now;
                return;
            }
            Optional<Delivery> next = pool.next(newestFirst);
            if (next.isEmpty() || !begin(next.get(), now)) {
                return;
            }
        }
    }

    private void dropHopeless(Instant now) {
        boolean more = true;
        for (int turn = 0; more && turn < MOST_TURNS && !outbound.isFull(); turn++) {
            more = gatekeeper.dropFirstToExpire(now);
        }
    }

    /** False when nobody else can be begun now either. */
    private boolean begin(Delivery delivery, Instant now) {
        if (gatekeeper.dropIfHopeless(delivery, now)) {
            return true;
        }
        Request request = delivery.request();
        Duration life = Duration.between(now, request.expiresAt());
        return switch (routes.ask(request.lane(), request.parts(), life, now)) {
            case Clearance.Go(var route) -> {
                deliveries.begin(delivery, route, now);
                ended.noteCall(request);
                // An older delivery of the same code must not follow it.
                gatekeeper.dropHopelessOf(request.user(), now);
                yield true;
            }
            case Clearance.LaneFull() -> {
                pool.isFull(request.lane());
                yield true;
            }
            case Clearance.Later(Instant when) -> {
                deliveries.setAside(delivery, when);
                yield true;
            }
            case Clearance.TooLate() -> {
                gatekeeper.dropAsTooLate(delivery, now);
                yield true;
            }
            case Clearance.NotBefore(Instant when) -> {
                // Never at once: who asks to be asked again immediately would keep us here for ever.
                nobodyBefore = when.isAfter(now) ? when : now.plusMillis(1);
                yield false;
            }
            case Clearance.WhenACallEnds() -> false;
        };
    }
}
