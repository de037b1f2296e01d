package ontime.delivery.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The deliveries that no call is in flight for and that are not over: those that wait for their turn, in the pool, and
 * those that wait for another attempt. Finds them by what can end their wait: their turn, the time, a newer code of the
 * same user.
 */
final class Backlog {

    private static final Comparator<Delivery> BY_EXPIRY = Comparator.<Delivery, Instant>comparing(
                    delivery -> delivery.request().expiresAt())
            .thenComparingLong(Delivery::arrival);

    private static final Comparator<Retry> BY_TIME = Comparator.comparing(Retry::at)
            .thenComparingLong(retry -> retry.delivery().arrival());

    private final Pool pool = new Pool();
    private final NavigableSet<Retry> retries = new TreeSet<>(BY_TIME);
    private final NavigableSet<Delivery> byExpiry = new TreeSet<>(BY_EXPIRY);
    private final Map<String, List<Delivery>> byUser = new HashMap<>();

    private record Retry(Delivery delivery, Instant at) {}

    Pool pool() {
        return pool;
    }

    /** Takes in a delivery that waits for its turn or for another attempt, as its state says. */
    void add(Delivery delivery) {
        byExpiry.add(delivery);
        byUser.computeIfAbsent(delivery.request().user(), user -> new ArrayList<>(1))
                .add(delivery);
        place(delivery);
    }

    /** Takes out a delivery whose state is still that of its wait. */
    void remove(Delivery delivery) {
        displace(delivery);
        byExpiry.remove(delivery);
        byUser.computeIfPresent(delivery.request().user(), (user, theirs) -> {
            theirs.remove(delivery);
            return theirs.isEmpty() ? null : theirs;
        });
    }

    /** Lets the retries whose time has come wait for their turn. */
    void letDueWait(Instant now) {
        while (!retries.isEmpty() && !retries.first().at().isAfter(now)) {
            Delivery due = retries.first().delivery();
            displace(due);
            due.become(new State.Waiting(now));
            place(due);
        }
    }

    /** When the next retry is due. */
    Optional<Instant> nextRetry() {
        return retries.isEmpty()
                ? Optional.empty()
                : Optional.of(retries.first().at());
    }

    /** What expires first. */
    Optional<Delivery> firstToExpire() {
        return byExpiry.isEmpty() ? Optional.empty() : Optional.of(byExpiry.first());
    }

    List<Delivery> ofUser(String user) {
        return List.copyOf(byUser.getOrDefault(user, List.of()));
    }

    private void place(Delivery delivery) {
        byState(delivery, pool::add, retries::add);
    }

    private void displace(Delivery delivery) {
        byState(delivery, pool::remove, retries::remove);
    }

    private static void byState(Delivery delivery, BiConsumer<Delivery, Instant> waits, Consumer<Retry> backsOff) {
        switch (delivery.state()) {
            case State.Waiting(Instant since) -> waits.accept(delivery, since);
            case State.BackingOff(Instant until) -> backsOff.accept(new Retry(delivery, until));
            case State.Calling _, State.Telling _, State.Finished _, State.Left _ ->
                throw new IllegalArgumentException(delivery + " does not wait");
        }
    }
}
