package ontime.delivery.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
    private final Set<Delivery> forARoute = new LinkedHashSet<>();
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
            letWait(retries.first().delivery(), now);
        }
    }

    /** Lets the retries that only wait for a route wait for their turn, before their time. */
    void letThoseForARouteWait(Instant now) {
        List.copyOf(forARoute).forEach(delivery -> letWait(delivery, now));
    }

    private void letWait(Delivery delivery, Instant now) {
        displace(delivery);
        delivery.become(new State.Waiting(now));
        place(delivery);
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
        switch (delivery.state()) {
            case State.Waiting(Instant since) -> pool.add(delivery, since);
            case State.BackingOff(Instant until, boolean ofARoute) -> {
                retries.add(new Retry(delivery, until));
                if (ofARoute) {
                    forARoute.add(delivery);
                }
            }
            case State.Calling _, State.Telling _, State.Finished _, State.Left _ -> throw notWaiting(delivery);
        }
    }

    private void displace(Delivery delivery) {
        switch (delivery.state()) {
            case State.Waiting(Instant since) -> pool.remove(delivery, since);
            case State.BackingOff(Instant until, boolean _) -> {
                retries.remove(new Retry(delivery, until));
                forARoute.remove(delivery);
            }
            case State.Calling _, State.Telling _, State.Finished _, State.Left _ -> throw notWaiting(delivery);
        }
    }

    private static IllegalArgumentException notWaiting(Delivery delivery) {
        return new IllegalArgumentException(delivery + " does not wait");
    }
}
