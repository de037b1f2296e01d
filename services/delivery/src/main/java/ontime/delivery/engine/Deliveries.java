package ontime.delivery.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.delivery.route.Route;
import org.jspecify.annotations.Nullable;

/** The deliveries that this worker carries. Every change of a delivery's state happens here. */
final class Deliveries {

    private final KnownDeliveries known = new KnownDeliveries();
    private final Backlog backlog = new Backlog();
    private final Outbound outbound;
    private final Load load;

    private long arrivals;
    private long duplicates;

    Deliveries(Outbound outbound, Load load) {
        this.outbound = outbound;
        this.load = load;
    }

    Backlog backlog() {
        return backlog;
    }

    /** Takes a request on, unless it is being carried or has ended: then its record ends with the delivery. */
    Optional<Delivery> takeOn(Request request, Origin origin, Instant now) {
        int partition = origin.assignment().partition();
        Delivery carried = known.carried(request.id());
        if (carried != null) {
            duplicates += carried.isFrom(partition, origin.offset()) ? 0 : 1;
            carried.alsoFrom(origin);
            return Optional.empty();
        }
        if (known.hasEnded(request.id())) {
            duplicates += known.hasEndedFrom(request.id(), partition, origin.offset()) ? 0 : 1;
            origin.finished();
            return Optional.empty();
        }
        // A clock that is ahead of ours must not make it seem to have waited less than nothing.
        Instant since = request.publishedAt().isBefore(now) ? request.publishedAt() : now;
        var delivery = new Delivery(request, arrivals++, origin, new State.Waiting(since));
        known.add(delivery);
        load.add(request.bytes());
        backlog.add(delivery);
        return Optional.of(delivery);
    }

    /** Notes what an earlier reader has brought to its end, so that a repeat of it is not sent. */
    void hasEnded(Request request, Origin origin, Instant now) {
        known.end(request, origin.assignment().partition(), origin.offset(), now);
    }

    void begin(Delivery delivery, Route route, Instant now) {
        backlog.remove(delivery);
        delivery.become(new State.Calling());
        duplicates += delivery.isPerhapsSent() ? 1 : 0;
        delivery.origins().forEach(Origin::begun);
        outbound.begin(new Call(delivery, delivery.nextAttempt(), route, now));
    }

    /** It waits for a quicker route than the one that has room for it; those behind it go first. */
    void setAside(Delivery delivery, Instant until) {
        backlog.remove(delivery);
        delivery.become(new State.BackingOff(until, true));
        backlog.add(delivery);
    }

    /** Its call failed; another one is to follow. */
    void backOff(Delivery delivery, Report report, State.BackingOff wait) {
        tell(delivery, report);
        delivery.become(wait);
        backlog.add(delivery);
    }

    /** Its call failed, and the next one is made by whoever reads its record next. */
    void leave(Delivery delivery, Report report) {
        tell(delivery, report);
        leave(delivery);
    }

    /** No call is in flight for it, and none will begin. */
    void drop(Delivery delivery, Report report) {
        backlog.remove(delivery);
        end(delivery, report, null);
    }

    /** Nothing more happens to it than that this is told. */
    void end(Delivery delivery, Report report, @Nullable String deadLetter) {
        delivery.become(new State.Telling());
        tell(delivery, report);
        if (deadLetter != null) {
            delivery.tell();
            Request request = delivery.request();
            outbound.keep(new Letter(
                    delivery.origins().getFirst(), delivery, deadLetter, request.bytes(), request.content()));
        }
    }

    /** A record that is no request at all. */
    void bury(Event.Unreadable record, Origin origin) {
        load.add(record.bytes());
        outbound.keep(new Letter(origin, null, record.reason(), record.bytes(), record.content()));
    }

    void published(Report report, Instant now) {
        outbound.arrived();
        told(report.delivery(), now);
    }

    void kept(Letter letter, Instant now) {
        outbound.arrived();
        if (letter.delivery() != null) {
            told(letter.delivery(), now);
        } else {
            load.remove(letter.bytes());
            letter.origin().finished();
        }
    }

    /** Those that nobody has begun to call for and that are no longer ours are left to the next reader. */
    void leaveWhatIsNotOurs() {
        List<Delivery> notOurs = carried()
                .filter(delivery -> isIdle(delivery) && !delivery.isOurs())
                .toList();
        for (Delivery delivery : notOurs) {
            backlog.remove(delivery);
            leave(delivery);
        }
    }

    /** Those of a partition; to be asked seldom, for it looks at all. */
    List<Delivery> of(Assignment assignment) {
        return carried().filter(delivery -> delivery.isOf(assignment)).toList();
    }

    void forgetBefore(Instant now) {
        known.forgetBefore(now);
    }

    Stream<Delivery> carried() {
        return known.carried();
    }

    long duplicates() {
        return duplicates;
    }

    private void leave(Delivery delivery) {
        delivery.become(new State.Left());
        known.leave(delivery);
        load.remove(delivery.request().bytes());
        if (delivery.attempts() > 0) {
            // Of what never began here nobody has heard; there may be very many of them.
            outbound.leave(delivery);
        }
    }

    private void tell(Delivery delivery, Report report) {
        delivery.tell();
        outbound.publish(report);
    }

    private void told(Delivery delivery, Instant now) {
        if (delivery.told() && delivery.state() instanceof State.Telling) {
            delivery.become(new State.Finished());
            delivery.origins().forEach(Origin::finished);
            known.end(delivery, now);
            load.remove(delivery.request().bytes());
        }
    }

    private static boolean isIdle(Delivery delivery) {
        return delivery.state() instanceof State.Waiting || delivery.state() instanceof State.BackingOff;
    }
}
