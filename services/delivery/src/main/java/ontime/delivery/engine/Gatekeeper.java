package ontime.delivery.engine;

import java.time.Instant;
import java.util.Optional;
import ontime.events.DeliveryReason;

/** Asks the gate about those that wait, and sees off whom it does not let pass. */
final class Gatekeeper {

    private final SendGate gate;
    private final Deliveries deliveries;
    private final Reports reports;

    Gatekeeper(SendGate gate, Deliveries deliveries, Reports reports) {
        this.gate = gate;
        this.deliveries = deliveries;
        this.reports = reports;
    }

    /** Drops a delivery that waits when it has become pointless to send it, and says whether it did. */
    boolean dropIfHopeless(Delivery delivery, Instant now) {
        Optional<DeliveryReason> reason = gate.reasonToDrop(delivery.request(), now);
        reason.ifPresent(why -> deliveries.drop(delivery, reports.dropped(delivery, why, now)));
        return reason.isPresent();
    }

    /** Drops a delivery that no route would bring before its code has expired. */
    void dropAsTooLate(Delivery delivery, Instant now) {
        deliveries.drop(delivery, reports.dropped(delivery, DeliveryReason.TOO_LATE_TO_ARRIVE, now));
    }

    /** Drops those of a user that news has made pointless. */
    void dropHopelessOf(String user, Instant now) {
        deliveries.backlog().ofUser(user).forEach(delivery -> dropIfHopeless(delivery, now));
    }

    /**
     * Drops the one that expires first when its time is over, and says whether it did. What has become hopeless leaves
     * at once and not when its turn comes: it takes the place of somebody else.
     */
    boolean dropFirstToExpire(Instant now) {
        Optional<Delivery> first = deliveries.backlog().firstToExpire();
        return first.isPresent() && dropIfHopeless(first.get(), now);
    }

    /** When the one that expires first has become hopeless; empty when nobody waits. */
    Optional<Instant> nextHopeless() {
        return deliveries
                .backlog()
                .firstToExpire()
                .map(delivery -> gate.lastMoment(delivery.request()).plusMillis(1));
    }
}
