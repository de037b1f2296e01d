package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.Outcome;
import ontime.delivery.WorkerSettings;
import ontime.delivery.route.Routes;
import ontime.delivery.route.Routes.Clearance;
import ontime.events.DeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * Brings every delivery that a worker reads to its end: asks the gate before each attempt, begins calls in the order
 * that serves most people, tells what came of them, tries again as long as the code lives, and knows what may be
 * committed.
 *
 * <p>Passive: each method is an input and takes the time with it; what it wants done waits in {@link #effects}. It
 * never blocks. Not thread-safe: its surroundings guard it by one lock, which is why every input is short.
 */
public final class Engine {

    /** So many deliveries are looked at in one go, so that nobody waits long for the lock. */
    private static final int MOST_TURNS = 500;

    private final Routes routes;
    private final Partitions partitions = new Partitions();
    private final EndedChallenges ended = new EndedChallenges();
    private final Load load;
    private final Outbound outbound;
    private final Deliveries deliveries;
    private final Backlog backlog;
    private final SendGate gate;
    private final Backoff backoff;
    private final Order order;
    private final Reports reports;

    private boolean stopped;
    private @Nullable Instant nobodyBefore;

    /**
     * @param ids of new events
     * @param random uniform in [0, 1), for the jitter between attempts
     */
    public Engine(WorkerSettings settings, Routes routes, Supplier<String> ids, DoubleSupplier random) {
        this.routes = routes;
        this.load = new Load(settings.pending(), settings.pendingMegabytes() * 1024L * 1024);
        this.outbound = new Outbound(settings.untold());
        this.deliveries = new Deliveries(outbound, load);
        this.backlog = deliveries.backlog();
        this.gate = new SendGate(ended, routes::usualDeliveryTime);
        this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry(), random);
        this.order = new Order(settings.longestWait());
        this.reports = new Reports(ids);
    }

    /**
     * A partition is ours from now on.
     *
     * @param committed how far its last reader came; null when nobody has committed it
     * @return false when what was remembered beside the position could not be read; the position alone counts then
     */
    public boolean assigned(int partition, @Nullable Position committed) {
        if (committed == null) {
            partitions.add(partition, null);
            return true;
        }
        Optional<Progress> remembered = CommitMetadata.read(committed.offset(), committed.metadata());
        partitions.add(partition, remembered.orElseGet(() -> Progress.upTo(committed.offset())));
        return remembered.isPresent();
    }

    /**
     * Partitions go to another worker: what waits is left to it, what is in flight may still end. Their positions are
     * still ours to commit until they are {@link #released}.
     */
    public void revoked(Collection<Integer> given) {
        partitions.giveUp(given);
        deliveries.leaveWhatIsNotOurs();
        partitions.of(given).forEach(assignment -> assignment.leaveWith(deliveries.of(assignment)));
    }

    /** Whether something is still in flight for partitions that go to another worker. */
    public boolean isBusyWith(Collection<Integer> given) {
        return partitions.of(given).stream().anyMatch(Assignment::isBusy);
    }

    /** Partitions are another worker's from now on: nothing is committed for them any more. */
    public void released(Collection<Integer> given) {
        revoked(given);
        partitions.remove(given);
    }

    /** Which part of all partitions is ours, in (0, 1]. */
    public void share(double part) {
        routes.share(part);
    }

    /** Whether no further record can be taken in. */
    public boolean isFull() {
        return load.isFull() || outbound.isFull();
    }

    /** Whether so much room is there again that it is worth fetching. */
    public boolean hasRoomAgain() {
        return load.hasRoomAgain() && !outbound.isFull();
    }

    /** Takes in a record. Its call does not begin before {@link #timePassed}: what the same batch supersedes stays. */
    public void read(int partition, long offset, Event event, Instant now) {
        Assignment assignment = partitions.get(partition);
        var origin = new Origin(assignment, offset);
        boolean finished = assignment.ledger().read(offset);
        switch (event) {
            case Event.Requested(Request request) -> {
                note(request.user(), request.sequence(), request.expiresAt(), now);
                if (finished) {
                    deliveries.hasEnded(request, origin, now);
                } else {
                    deliveries.takeOn(request, origin, now).ifPresent(taken -> dropIfHopeless(taken, now));
                }
            }
            case Event.RequestedElsewhere(String user, long sequence, Instant expiresAt) -> {
                note(user, sequence, expiresAt, now);
                finishUnless(finished, origin);
            }
            case Event.Withdrawn(String user, String challengeId, DeliveryReason reason, Instant at) -> {
                ended.noteEnd(challengeId, reason, at, now);
                dropHopelessOf(user, now);
                finishUnless(finished, origin);
            }
            case Event.Unreadable unreadable -> {
                if (!finished) {
                    deliveries.bury(unreadable, origin);
                }
            }
        }
    }

    private static void finishUnless(boolean finished, Origin origin) {
        if (!finished) {
            origin.finished();
        }
    }

    private void note(String user, long sequence, Instant expiresAt, Instant now) {
        ended.noteRequest(user, sequence, expiresAt, now);
        dropHopelessOf(user, now);
    }

    /** A call that was begun has ended. */
    public void callEnded(Call call, Answer answer, Instant now) {
        Delivery delivery = call.delivery();
        Request request = delivery.request();
        backlog.pool().hasRoom(request.lane());
        switch (answer) {
            case Answer.Answered(Outcome outcome, Instant dispatchedAt) -> {
                routes.ended(call.route(), request.lane(), outcome, Duration.between(dispatchedAt, now), now);
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
        timePassed(now);
    }

    /** A fault of ours says nothing of the route. */
    private void notUsed(Call call) {
        Request request = call.delivery().request();
        routes.unused(call.route(), request.lane(), request.parts(), call.begunAt());
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
        boolean perhapsTaken = deferred instanceof Outcome.Unavailable unavailable && unavailable.perhapsTaken();
        delivery.called(perhapsTaken);
        Duration wait = backoff.after(call.attempt(), deferred.hint());
        Instant until = now.plus(wait);
        if (!gate.isTimeLeft(delivery.request(), until)) {
            // Told now and not when the code has expired, while there is time for another channel.
            deliveries.end(delivery, reports.failed(call, deferred.reason(), deferred.detail(), now), null);
        } else if (stopped || !delivery.isOurs()) {
            deliveries.leave(delivery, reports.deferred(call, deferred, wait, now));
        } else {
            deliveries.backOff(delivery, reports.deferred(call, deferred, wait, now), until);
            dropIfHopeless(delivery, now);
        }
    }

    /** A receipt is on Kafka. */
    public void published(Report report, Instant now) {
        deliveries.published(report, now);
        timePassed(now);
    }

    /** A receipt could not be published; it is tried again. */
    public void notPublished(Report report, Instant now) {
        outbound.failed(new Effect.Publish(report), now);
    }

    /** A dead letter is on Kafka. */
    public void kept(Letter letter, Instant now) {
        deliveries.kept(letter, now);
        timePassed(now);
    }

    /** A dead letter could not be kept; it is tried again. */
    public void notKept(Letter letter, Instant now) {
        outbound.failed(new Effect.Keep(letter), now);
    }

    /** Does what is due, and begins what calls may begin. */
    public void timePassed(Instant now) {
        outbound.tryAgain(now);
        ended.forgetBefore(now);
        deliveries.forgetBefore(now);
        if (!stopped) {
            backlog.letDueWait(now);
            dropHopeless(now);
            beginCalls(now);
        }
    }

    /** What has become hopeless leaves at once and not when its turn comes: it takes the place of somebody else. */
    private void dropHopeless(Instant now) {
        for (int turn = 0; turn < MOST_TURNS && !outbound.isFull(); turn++) {
            Optional<Delivery> first = backlog.firstToExpire();
            if (first.isEmpty() || !dropIfHopeless(first.get(), now)) {
                return;
            }
        }
    }

    private void dropHopelessOf(String user, Instant now) {
        backlog.ofUser(user).forEach(delivery -> dropIfHopeless(delivery, now));
    }

    private boolean dropIfHopeless(Delivery delivery, Instant now) {
        Optional<DeliveryReason> reason = gate.reasonToDrop(delivery.request(), now);
        reason.ifPresent(why -> deliveries.drop(delivery, reports.dropped(delivery, why, now)));
        return reason.isPresent();
    }

    private void beginCalls(Instant now) {
        nobodyBefore = null;
        boolean newestFirst = order.isNewestFirst(backlog.pool().longestWait(now));
        for (int turn = 0; !outbound.isFull(); turn++) {
            if (turn == MOST_TURNS) {
                nobodyBefore = now;
                return;
            }
            Optional<Delivery> next = backlog.pool().next(newestFirst);
            if (next.isEmpty() || !begin(next.get(), now)) {
                return;
            }
        }
    }

    /** False when nobody else can be begun now either. */
    private boolean begin(Delivery delivery, Instant now) {
        if (dropIfHopeless(delivery, now)) {
            return true;
        }
        Request request = delivery.request();
        return switch (routes.ask(request.lane(), request.parts(), now)) {
            case Clearance.Go(var route) -> {
                deliveries.begin(delivery, route, now);
                ended.noteCall(request);
                // An older delivery of the same code must not follow it.
                dropHopelessOf(request.user(), now);
                yield true;
            }
            case Clearance.LaneFull() -> {
                backlog.pool().isFull(request.lane());
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

    /** No further call begins; what waits is left to the next reader. */
    public void stop() {
        stopped = true;
    }

    /** Whether nothing is in flight and everything is told. */
    public boolean isQuiet() {
        return routes.inFlight() == 0 && outbound.onTheirWay() == 0;
    }

    /** When {@link #timePassed} has something to do, if nothing else happens before; empty for never. */
    public Optional<Instant> wakeAt() {
        Instant wake = outbound.nextTry().orElse(Instant.MAX);
        if (!stopped) {
            wake = earlier(wake, nobodyBefore);
            wake = earlier(wake, backlog.nextRetry().orElse(null));
            if (!outbound.isFull()) {
                wake = earlier(
                        wake, backlog.firstToExpire().map(this::hopelessAt).orElse(null));
            }
        }
        return wake.equals(Instant.MAX) ? Optional.empty() : Optional.of(wake);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    private Instant hopelessAt(Delivery delivery) {
        return gate.lastMoment(delivery.request()).plusMillis(1);
    }

    /** What has to be done, in this order, since the last time. */
    public List<Effect> effects() {
        return outbound.take();
    }

    /** The positions to commit, where they say more than the last time. */
    public List<Position> toCommit() {
        return partitions.toCommit();
    }

    /** These could not be committed; the next ones say it again. */
    public void notCommitted(Collection<Position> positions) {
        partitions.notCommitted(positions);
    }

    public DeliveryMetrics.Load load(Instant now) {
        Duration oldest = deliveries
                .carried()
                .map(delivery -> Duration.between(delivery.request().publishedAt(), now))
                .max(Duration::compareTo)
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
        return new DeliveryMetrics.Load(
                load.records(),
                oldest,
                routes.inFlight(),
                routes.limit(),
                order.isNewestFirst(),
                deliveries.duplicates());
    }
}
