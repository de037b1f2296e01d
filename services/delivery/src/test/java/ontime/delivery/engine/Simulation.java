package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A group of workers through twelve seconds of faults and then in peace: kills, stops, rebalances, zombies, a broker
 * that is away, a provider that fails. Once the faults end, everything must come to its end.
 */
final class Simulation {

    private static final Instant CALM = World.BEGIN.plusSeconds(12);

    /** Codes expire, sessions time out, retries end: then nothing is left. */
    private static final Instant END = CALM.plusSeconds(45);

    private static final Duration SESSION = Duration.ofSeconds(3);

    private final World world;
    private final SimulatedBroker broker;
    private final List<SimulatedWorker> workers = new ArrayList<>();
    private final Set<Integer> moving = new HashSet<>();
    private final Set<SimulatedWorker> zombies = new HashSet<>();

    Simulation(long seed) {
        world = new World(seed);
        broker = new SimulatedBroker(1 + world.random().nextInt(3));
    }

    /** Nothing goes wrong: then nothing is sent twice, and nothing counted as if it were. */
    void runInPeace() {
        new SimulatedIssuer(world, broker, false).work(CALM);
        var worker = new SimulatedWorker(world, broker);
        worker.calmDown();
        workers.add(worker);
        rebalance();
        world.runUntil(END);
        Invariant.holds(broker.isWorkedOff(), "not worked off: " + broker.state());
        Invariant.holds(worker.duplicates() == 0 && broker.repeats() == 0, "duplicates without a fault");
    }

    void run() {
        new SimulatedIssuer(world, broker, true).work(CALM);
        workers.add(new SimulatedWorker(world, broker));
        if (world.oneIn(2)) {
            workers.add(new SimulatedWorker(world, broker));
        }
        rebalance();
        fault();
        world.at(CALM, () -> {
            broker.goAway(false);
            workers.forEach(SimulatedWorker::calmDown);
        });
        world.runUntil(CALM.plusSeconds(1));
        while (!broker.isWorkedOff()) {
            Invariant.holds(world.now().isBefore(END), "not worked off: " + broker.state());
            world.runUntil(world.now().plusSeconds(1));
        }
    }

    private void fault() {
        if (!world.now().isBefore(CALM)) {
            return;
        }
        SimulatedWorker victim = workers.get(world.random().nextInt(workers.size()));
        switch (world.random().nextInt(7)) {
            case 0 -> victim.kill();
            case 1 -> victim.stop(() -> {});
            case 2 -> workers.add(new SimulatedWorker(world, broker));
            case 3 -> {
                broker.goAway(true);
                world.after(world.between(100, 4000), () -> broker.goAway(false));
            }
            case 4 -> move();
            case 5 -> fence(victim);
            default -> {}
        }
        world.after(world.between(200, 3000), this::fault);
    }

    /** The coordinator looks after its group: what nobody reads is given to somebody, after the session of the dead. */
    private void rebalance() {
        workers.removeIf(worker -> !worker.isAlive());
        if (workers.isEmpty()) {
            var worker = new SimulatedWorker(world, broker);
            workers.add(worker);
            if (!world.now().isBefore(CALM)) {
                worker.calmDown();
            }
        }
        for (int partition = 0; partition < broker.partitions(); partition++) {
            int number = partition;
            boolean read = moving.contains(partition)
                    || workers.stream().anyMatch(worker -> worker.partitions().contains(number));
            if (!read && !broker.isAway()) {
                give(partition);
            }
        }
        world.after(SESSION, this::rebalance);
    }

    private void give(int partition) {
        List<SimulatedWorker> alive =
                workers.stream().filter(SimulatedWorker::isReading).toList();
        if (!alive.isEmpty()) {
            alive.get(world.random().nextInt(alive.size())).assign(partition);
        }
    }

    /** A partition goes from one worker to another, in good order. */
    private void move() {
        int partition = world.random().nextInt(broker.partitions());
        if (!moving.contains(partition)) {
            workers.stream()
                    .filter(worker -> worker.isReading() && worker.partitions().contains(partition))
                    .findFirst()
                    .ifPresent(owner -> {
                        moving.add(partition);
                        owner.revoke(partition, () -> moving.remove(partition));
                    });
        }
    }

    /** A worker seems dead to the group and is not: others read its partitions before it knows. */
    private void fence(SimulatedWorker worker) {
        if (worker.isReading() && !broker.isAway()) {
            var taken = List.copyOf(worker.partitions());
            worker.fence();
            zombies.add(worker);
            if (workers.stream().noneMatch(SimulatedWorker::isReading)) {
                workers.add(new SimulatedWorker(world, broker));
            }
            taken.stream().filter(partition -> !moving.contains(partition)).forEach(this::give);
        }
    }

    /** Calls that workers began while others read their partitions. */
    int callsOfZombies() {
        return zombies.stream().mapToInt(SimulatedWorker::callsOfAZombie).sum();
    }
}
