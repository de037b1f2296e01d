package ontime.delivery.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import ontime.delivery.Outcome;
import ontime.delivery.Provider;
import ontime.delivery.WorkerSettings;
import ontime.delivery.route.Route;
import ontime.delivery.route.RouteSettings;
import ontime.delivery.route.Routes;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.sealing.Message;

/** One life of a worker: the real engine, with a shell, a provider and a kill switch made of simulated time. */
final class SimulatedWorker {

    static final int PENDING = 12;

    private static final Duration HANDOVER = Duration.ofSeconds(3);
    private static final Provider NOBODY = new Provider() {
        @Override
        public String name() {
            return "nobody";
        }

        @Override
        public Outcome send(Message message, String deliveryId) {
            throw new AssertionError("the simulation answers itself");
        }
    };

    private final World world;
    private final SimulatedBroker broker;
    private final Engine engine;
    private final Routes routes;
    private final Map<Integer, Long> positions = new TreeMap<>();
    private final Set<Integer> handedOver = new HashSet<>();
    private final Witness witness = new Witness();
    private boolean alive = true;
    private boolean stopping;
    private boolean paused;
    private boolean calm;

    SimulatedWorker(World world, SimulatedBroker broker) {
        this.world = world;
        this.broker = broker;
        var settings = new WorkerSettings(
                Channel.SMS,
                Path.of("no key"),
                PENDING,
                1,
                8,
                Duration.ofMillis(400),
                Duration.ofMillis(200),
                Duration.ofSeconds(2));
        int[] ids = {0};
        routes = routes(world);
        engine = new Engine(settings, routes, () -> "event-" + ids[0]++, world.random()::nextDouble);
        poll();
    }

    /** No faults from now on. */
    void calmDown() {
        calm = true;
    }

    boolean isAlive() {
        return alive;
    }

    /** Whether it takes part in the group. */
    boolean isReading() {
        return alive && !stopping;
    }

    Set<Integer> partitions() {
        return positions.keySet();
    }

    void assign(int partition) {
        Position committed = broker.committed(partition);
        Invariant.holds(engine.assigned(partition, committed), "our own metadata was not understood");
        witness.assigned(partition, broker.finished(partition));
        positions.put(partition, committed == null ? 0 : committed.offset());
    }

    /** Gives a partition up in good order, and then runs the action. */
    void revoke(int partition, Runnable then) {
        handedOver.add(partition);
        positions.remove(partition);
        input(one -> one.revoked(List.of(partition)));
        handOver(partition, world.now().plus(HANDOVER), then);
    }

    private void handOver(int partition, Instant latest, Runnable then) {
        if (alive && engine.isBusyWith(List.of(partition)) && world.now().isBefore(latest)) {
            world.after(Duration.ofMillis(50), () -> handOver(partition, latest, then));
            return;
        }
        if (alive) {
            commit();
            handedOver.remove(partition);
            input(one -> one.released(List.of(partition)));
        }
        then.run();
    }

    /** Finds out too late that its partitions are another worker's. */
    void lose() {
        var lost = List.copyOf(positions.keySet());
        positions.clear();
        input(one -> one.released(lost));
    }

    /** Nothing in memory survives; a call that was begun may have reached the provider. */
    void kill() {
        alive = false;
    }

    void stop(Runnable then) {
        stopping = true;
        input(Engine::stop);
        finish(world.now().plusSeconds(10), then);
    }

    private void finish(Instant latest, Runnable then) {
        if (alive && !engine.isQuiet() && world.now().isBefore(latest)) {
            world.after(Duration.ofMillis(50), () -> finish(latest, then));
            return;
        }
        if (alive) {
            commit();
            kill();
        }
        then.run();
    }

    private void poll() {
        if (!alive || stopping) {
            return;
        }
        paused = paused ? !engine.hasRoomAgain() : engine.isFull();
        if (!paused && !broker.isAway()) {
            input(this::take);
        }
        if (world.oneIn(3)) {
            commit();
        }
        world.after(world.between(5, 120), this::poll);
    }

    private void take(Engine one) {
        for (int partition : List.copyOf(positions.keySet())) {
            List<Event> log = broker.log(partition);
            long position = positions.getOrDefault(partition, 0L);
            for (int batch = 0; batch < 5 && position < log.size() && !one.isFull(); batch++) {
                Event event = log.get(Math.toIntExact(position));
                witness.read(event);
                one.read(partition, position, event, world.now());
                position++;
            }
            positions.put(partition, position);
        }
        one.timePassed(world.now());
    }

    private void commit() {
        List<Position> commits = engine.toCommit();
        if (broker.isAway()) {
            engine.notCommitted(commits);
            return;
        }
        for (Position position : commits) {
            // A partition that was given away is somebody else's to commit.
            Invariant.holds(
                    positions.containsKey(position.partition()) || handedOver.contains(position.partition()),
                    "a commit for a partition that is not ours");
            broker.commit(position);
        }
    }

    private void input(Consumer<Engine> what) {
        if (!alive) {
            return;
        }
        what.accept(engine);
        engine.effects().forEach(this::carryOut);
        Invariant.holds(engine.load(world.now()).pending() <= PENDING, "more in memory than allowed");
        engine.wakeAt()
                .ifPresent(wake -> world.at(wake, () -> {
                    if (alive
                            && engine.wakeAt()
                                    .filter(due -> !due.isAfter(world.now()))
                                    .isPresent()) {
                        input(one -> one.timePassed(world.now()));
                    }
                }));
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Begin(Call call) -> begin(call);
            case Effect.Publish(Report report) ->
                reach(
                        () -> {
                            broker.take(report);
                            witness.told(report, world.now());
                        },
                        () -> input(one -> one.published(report, world.now())),
                        () -> input(one -> one.notPublished(report, world.now())));
            case Effect.Keep(Letter letter) ->
                reach(
                        () -> broker.take(letter),
                        () -> input(one -> one.kept(letter, world.now())),
                        () -> input(one -> one.notKept(letter, world.now())));
        }
    }

    /** What is sent to the broker gets there or not, and the answer comes or not. */
    private void reach(Runnable there, Runnable done, Runnable failed) {
        world.after(world.between(1, 20), () -> {
            boolean lost = broker.isAway() || (!calm && world.oneIn(20));
            if (!lost || world.oneIn(4)) {
                there.run();
            }
            world.after(world.between(1, 20), lost ? failed : done);
        });
    }

    private void begin(Call call) {
        Invariant.holds(!stopping, "a call began after the stop");
        witness.begun(call, world.now(), routes.usualDeliveryTime());
        Instant dispatchedAt = world.now();
        Outcome outcome =
                calm ? new Outcome.Accepted("m") : outcome(world.random().nextInt(100));
        boolean hangs = outcome instanceof Outcome.Unavailable && world.oneIn(3);
        Answer answer = calm ? new Answer.Answered(outcome, dispatchedAt) : answer(outcome, dispatchedAt);
        world.after(
                hangs ? Duration.ofSeconds(6) : world.between(20, 300),
                () -> input(one -> one.callEnded(call, answer, world.now())));
    }

    private static Outcome outcome(int dice) {
        if (dice < 10) {
            return new Outcome.Throttled("slow", dice < 2 ? Duration.ofSeconds(2) : null);
        } else if (dice < 15) {
            return new Outcome.Deferred(DeliveryReason.GREYLISTED, "later", dice < 12 ? Duration.ofSeconds(3) : null);
        } else if (dice < 25) {
            return new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "late", null, true);
        } else if (dice < 29) {
            return new Outcome.Rejected(DeliveryReason.OPTED_OUT, "no");
        } else if (dice < 30) {
            return new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, "who are you");
        }
        return new Outcome.Accepted("m");
    }

    private Answer answer(Outcome outcome, Instant dispatchedAt) {
        return switch (world.random().nextInt(40)) {
            case 0 -> new Answer.Unreadable("does not open");
            case 1 -> new Answer.Broken("fault");
            default -> new Answer.Answered(outcome, dispatchedAt);
        };
    }

    /** One or two routes, with so little room that there is always somebody who waits, and sometimes a rate. */
    private static Routes routes(World world) {
        var settings = new RouteSettings(
                new RouteSettings.CallsInFlight(1, 2, 3),
                world.random().nextInt(3),
                new RouteSettings.Slow(Duration.ofSeconds(1), 0.5, 5),
                new RouteSettings.Down(3, Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(1)),
                Duration.ofMillis(300));
        double rate = world.oneIn(3) ? 5 : Double.POSITIVE_INFINITY;
        var first = new Route("first", NOBODY, rate, settings, world.random()::nextDouble);
        var second = new Route("second", NOBODY, rate, settings, world.random()::nextDouble);
        return new Routes(
                Channel.EMAIL,
                world.oneIn(2) ? List.of(first) : List.of(first, second),
                settings,
                new SimpleMeterRegistry());
    }

    /** What this life of the worker has read and begun, and what must hold of it. */
    private static final class Witness {
        private final Map<String, Long> newestRead = new HashMap<>();
        private final Set<String> withdrawnRead = new HashSet<>();
        private final Map<String, Request> lastBegun = new HashMap<>();
        private final Map<Integer, BitSet> finishedBefore = new HashMap<>();
        private final Map<DeliveryId, Instant> ended = new HashMap<>();

        private void assigned(int partition, BitSet finished) {
            finishedBefore.put(partition, finished);
        }

        private void read(Event event) {
            switch (event) {
                case Event.Requested(Request request) ->
                    newestRead.merge(request.user(), request.sequence(), Math::max);
                case Event.RequestedElsewhere(String user, long sequence, Instant expiresAt) ->
                    newestRead.merge(user, sequence, Math::max);
                case Event.Withdrawn withdrawn -> withdrawnRead.add(withdrawn.challengeId());
                case Event.Unreadable unreadable -> {}
            }
        }

        private void begun(Call call, Instant now, Duration usual) {
            Request request = call.delivery().request();
            String story = request.id() + " at " + now;
            Invariant.holds(!now.isAfter(request.expiresAt().minus(usual)), "sent too late: " + story);
            Invariant.holds(
                    request.sequence() >= newestRead.getOrDefault(request.user(), 0L),
                    "sent though superseded: " + story);
            Invariant.holds(!withdrawnRead.contains(request.id().challengeId()), "sent though withdrawn: " + story);
            Invariant.holds(
                    request.content().equals("code of " + request.id().challengeId()), "another code: " + story);
            Request last = lastBegun.put(request.user(), request);
            Invariant.holds(last == null || !isOlder(request, last), "an older code after a newer one: " + story);
            Invariant.holds(!ended.containsKey(request.id()), "sent after its end was told: " + story);
            for (Origin origin : call.delivery().origins()) {
                BitSet finished =
                        finishedBefore.getOrDefault(origin.assignment().partition(), new BitSet());
                Invariant.holds(
                        !finished.get(Math.toIntExact(origin.offset())), "sent though it was finished: " + story);
            }
        }

        private static boolean isOlder(Request request, Request last) {
            return request.sequence() < last.sequence()
                    || (request.sequence() == last.sequence()
                            && request.id().number() < last.id().number());
        }

        private void told(Report report, Instant now) {
            Request request = report.delivery().request();
            if (report.status() == DeliveryStatus.DEFERRED) {
                return;
            }
            Instant before = ended.put(request.id(), report.at());
            // The same receipt may be published twice; another one only for what has expired and was asked for again.
            Invariant.holds(
                    before == null
                            || before.equals(report.at())
                            || !request.expiresAt().isAfter(report.at()),
                    "two ends for " + request.id() + " at " + now);
        }
    }
}
