package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.WorkerSettings;
import ontime.delivery.route.Routes;
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

    private final Routes routes;
    private final Partitions partitions = new Partitions();
    private final EndedChallenges ended = new EndedChallenges();
    private final Load load;
    private final Outbound outbound;
    private final Deliveries deliveries;
    private final Backlog backlog;
    private final Gatekeeper gatekeeper;
    private final Turns turns;
    private final Settlement settlement;
    private boolean stopped;

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
        var gate = new SendGate(ended, routes::shortestDeliveryTime);
        var reports = new Reports(ids);
        this.gatekeeper = new Gatekeeper(gate, deliveries, reports);
        this.turns = new Turns(routes, deliveries, outbound, ended, gatekeeper, new Order(settings.longestWait()));
        var backoff = new Backoff(settings.firstRetry(), settings.longestRetry(), random);
        this.settlement = new Settlement(routes, deliveries, outbound, gate, gatekeeper, backoff, reports);
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
                    deliveries.takeOn(request, origin, now).ifPresent(taken -> gatekeeper.dropIfHopeless(taken, now));
                }
            }
            case Event.RequestedElsewhere(String user, long sequence, Instant expiresAt) -> {
                note(user, sequence, expiresAt, now);
                finishUnless(finished, origin);
            }
            case Event.Withdrawn(String user, String challengeId, DeliveryReason reason, Instant at) -> {
                ended.noteEnd(challengeId, reason, at, now);
                gatekeeper.dropHopelessOf(user, now);
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
        gatekeeper.dropHopelessOf(user, now);
    }

    /** A call that was begun has ended. */
    public void callEnded(Call call, Answer answer, Instant now) {
        settlement.settle(call, answer, now);
        timePassed(now);
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
        routes.forgetBefore(now);
        if (!stopped) {
            backlog.letDueWait(now);
            turns.give(now);
        }
    }

    /** No further call begins; what waits is left to the next reader. */
    public void stop() {
        stopped = true;
        settlement.stop();
    }

    /** Whether nothing is in flight and everything is told. */
    public boolean isQuiet() {
        return routes.inFlight() == 0 && outbound.onTheirWay() == 0;
    }

    /** When {@link #timePassed} has something to do, if nothing else happens before; empty for never. */
    public Optional<Instant> wakeAt() {
        Instant wake = earlier(Instant.MAX, outbound.nextTry());
        wake = earlier(wake, routes.forgetAt());
        if (!stopped) {
            wake = earlier(wake, turns.next());
            wake = earlier(wake, backlog.nextRetry());
            if (!outbound.isFull()) {
                wake = earlier(wake, gatekeeper.nextHopeless());
            }
        }
        return wake.equals(Instant.MAX) ? Optional.empty() : Optional.of(wake);
    }

    private static Instant earlier(Instant one, Optional<Instant> other) {
        return other.isPresent() && other.get().isBefore(one) ? other.get() : one;
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
                turns.isNewestFirst(),
                deliveries.duplicates());
    }
}
