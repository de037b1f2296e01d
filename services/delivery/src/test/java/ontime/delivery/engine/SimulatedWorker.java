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
import ontime.delivery.route.RouteNews;
import ontime.delivery.route.RouteSettings;
import ontime.delivery.route.Routes;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.sealing.Message;

/** One life of a worker: the real engine, with a shell, a provider and a kill switch made of simulated time. */
final class SimulatedWorker {

    static final int PENDING = 12;

    private static final Duration HANDOVER = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofSeconds(10);
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
    private final Map<Integer, BitSet> begunBefore = new HashMap<>();
    private final Set<Delivery> perhapsSent = new HashSet<>();
    private final Set<String> down = new HashSet<>();
    private long knownRepeats;
    private boolean alive = true;
    private boolean stopping;
    private boolean paused;
    private boolean calm;
    private boolean fenced;
    private int callsOfAZombie;

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
                Duration.ofSeconds(2),
                HANDOVER,
                GRACE);
        int[] ids = {0};
        routes = routes(world);
        engine = new Engine(settings, routes, () -> "event-" + ids[0]++, world.random()::nextDouble);
        poll();
    }

    long duplicates() {
        return engine.load(world.now()).duplicates();
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
        return alive && !stopping && !fenced;
    }

    /** The partitions that the group takes for this worker's. */
    Set<Integer> partitions() {
        return fenced ? Set.of() : positions.keySet();
    }

    /** Calls that it began while others read its partitions. */
    int callsOfAZombie() {
        return callsOfAZombie;
    }

    void assign(int partition) {
        Position committed = broker.committed(partition);
        Invariant.holds(engine.assigned(partition, committed), "our own metadata was not understood");
        witness.assigned(partition, broker.finished(partition));
        begunBefore.computeIfAbsent(partition, number -> new BitSet()).or(broker.begun(partition));
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

    /** The group takes it for dead. It goes on with what it has, until it finds out that nothing of it is its own. */
    void fence() {
        fenced = true;
        world.after(world.between(300, 5000), this::lose);
    }

    private void lose() {
        fenced = false;
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
        finish(world.now().plus(GRACE), then);
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
        if (!paused && !broker.isAway() && !fenced) {
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
        Invariant.holds(one.load(world.now()).pending() <= PENDING, "more in memory than allowed");
    }

    private void commit() {
        List<Position> commits = engine.toCommit();
        if (broker.isAway() || fenced) {
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
            case Effect.Leave(Delivery delivery, int attempts) ->
                Invariant.holds(attempts > 0, "left before it began: " + delivery);
            case Effect.Note(RouteNews news) -> hear(news);
        }
    }

    /** A route is down and back again in turns. */
    private void hear(RouteNews news) {
        switch (news) {
            case RouteNews.Left left -> Invariant.holds(down.add(left.route()), "left twice: " + left);
            case RouteNews.Back back -> Invariant.holds(down.remove(back.route()), "back and was not away: " + back);
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
        Invariant.holds(
                call.delivery().origins().stream()
                        .anyMatch(origin ->
                                positions.containsKey(origin.assignment().partition())),
                "a call for a partition that went to another worker");
        witness.begun(call, world.now(), routes.usualDeliveryTime(call.route()));
        callsOfAZombie += fenced ? 1 : 0;
        Instant dispatchedAt = world.now();
        Outcome outcome =
                calm ? new Outcome.Accepted("m") : outcome(world.random().nextInt(100));
        boolean hangs = outcome instanceof Outcome.Unavailable && world.oneIn(3);
        Answer answer = calm ? new Answer.Answered(outcome, dispatchedAt) : answer(outcome, dispatchedAt);
        send(call, outcome);
        world.after(
                hangs ? Duration.ofSeconds(6) : world.between(20, 300),
                () -> input(one -> one.callEnded(call, answer, world.now())));
    }

    /**
     * Every repeat at a provider is counted, but for one whose first call began after the last commit of its reader.
     */
    private void send(Call call, Outcome outcome) {
        boolean taken = outcome instanceof Outcome.Accepted
                || (outcome instanceof Outcome.Unavailable unavailable && unavailable.perhapsTaken());
        if (!taken) {
            return;
        }
        boolean known = perhapsSent.contains(call.delivery())
                || call.delivery().origins().stream()
                        .anyMatch(origin -> begunBefore
                                .getOrDefault(origin.assignment().partition(), new BitSet())
                                .get(Math.toIntExact(origin.offset())));
        if (broker.send(call.delivery().request()) && known) {
            knownRepeats++;
        }
        Invariant.holds(duplicates() >= knownRepeats, "a repeat that could be known is not counted");
        perhapsSent.add(call.delivery());
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
}
