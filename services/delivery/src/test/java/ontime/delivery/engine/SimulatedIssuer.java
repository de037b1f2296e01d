package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ontime.events.DeliveryReason;

/**
 * People who click, click again, ask for their code again, and enter it; and a relay that repeats and swaps records.
 */
final class SimulatedIssuer {

    private static final int USERS = 6;
    private static final Duration LIFE = Duration.ofSeconds(12);

    private final World world;
    private final SimulatedBroker broker;
    private final long[] sequences = new long[USERS];
    private final int[] deliveries = new int[USERS];
    private final Object[] codes = new Object[USERS];
    private final List<Event> held = new ArrayList<>();
    private final boolean faults;

    /** @param faults whether the relay repeats records */
    SimulatedIssuer(World world, SimulatedBroker broker, boolean faults) {
        this.faults = faults;
        this.world = world;
        this.broker = broker;
    }

    /** Something happens to somebody, about ten times a second, until the instant. */
    void work(Instant until) {
        if (world.now().isAfter(until)) {
            return;
        }
        int user = world.random().nextInt(USERS);
        switch (world.random().nextInt(10)) {
            case 0 -> resend(user);
            case 1 -> withdraw(user, DeliveryReason.WITHDRAWN);
            case 2 -> publish(user, new Event.Unreadable("garbage", 10, new Object()));
            case 3 -> {
                sequences[user]++;
                deliveries[user] = 0;
                makeCode(user);
                publish(
                        user,
                        new Event.RequestedElsewhere(
                                name(user), sequences[user], world.now().plus(LIFE)));
            }
            default -> click(user);
        }
        world.after(world.between(20, 250), () -> work(until));
    }

    private void click(int user) {
        if (sequences[user] > 0 && world.oneIn(2)) {
            withdraw(user, DeliveryReason.SUPERSEDED);
        }
        sequences[user]++;
        deliveries[user] = 0;
        makeCode(user);
        resend(user);
    }

    private void makeCode(int user) {
        codes[user] = "%06d".formatted(world.random().nextInt(1_000_000));
        broker.issue(challenge(user), codes[user]);
    }

    private void resend(int user) {
        if (sequences[user] == 0) {
            return;
        }
        deliveries[user]++;
        var request = new Request(
                new DeliveryId(challenge(user), deliveries[user]),
                name(user),
                sequences[user],
                world.now().plus(LIFE),
                world.now(),
                "lane-" + user % 2,
                1 + user % 2,
                100,
                codes[user]);
        publish(user, new Event.Requested(request));
        if (faults && world.oneIn(10)) {
            // At once, or when the code has long been sent and perhaps expired.
            Duration later = world.oneIn(2) ? Duration.ZERO : world.between(1_000, 15_000);
            world.after(later, () -> publish(user, new Event.Requested(request)));
        }
    }

    private void withdraw(int user, DeliveryReason reason) {
        publish(user, new Event.Withdrawn(name(user), challenge(user), reason, world.now()));
    }

    /** Some records are overtaken by the next one. */
    private void publish(int user, Event event) {
        List<Event> log = broker.log(user % broker.partitions());
        if (held.isEmpty() && world.oneIn(8)) {
            held.add(event);
            // On its own at the latest, when nobody overtakes it.
            world.after(Duration.ofMillis(300), () -> {
                if (held.remove(event)) {
                    log.add(event);
                }
            });
        } else {
            log.add(event);
        }
    }

    private static String name(int user) {
        return "user-" + user;
    }

    private String challenge(int user) {
        return "challenge-" + user + "-" + sequences[user];
    }
}
