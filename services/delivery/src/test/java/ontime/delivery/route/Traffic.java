package ontime.delivery.route;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntFunction;

/** As many calls as a limit lets through, to a provider that exists only as a rule, in a time that is only counted. */
final class Traffic {

    private final InFlightLimit limit;
    private final PriorityQueue<Call> calls = new PriorityQueue<>(Comparator.comparing(Call::ends));
    private Instant now = Instant.EPOCH;
    private int begun;
    private int demand = Integer.MAX_VALUE;

    /** What a call comes to. */
    record Fate(Duration took, boolean failed) {

        static Fate answered(long millis) {
            return new Fate(Duration.ofMillis(millis), false);
        }

        static Fate failed(long millis) {
            return new Fate(Duration.ofMillis(millis), true);
        }
    }

    private record Call(Instant ends, Fate fate) {}

    Traffic(InFlightLimit limit) {
        this.limit = limit;
    }

    /** Asks for no more than so many places at a time. */
    Traffic demanding(int calls) {
        demand = calls;
        return this;
    }

    /** Goes on for a while; the provider decides by how many calls it has, and which one this is. */
    Traffic run(Duration time, Provider provider) {
        Instant end = now.plus(time);
        while (true) {
            while (!limit.isFull() && limit.inFlight() < demand) {
                limit.begin();
                Fate fate = provider.fate(limit.inFlight(), begun++);
                calls.add(new Call(now.plus(fate.took()), fate));
            }
            if (calls.isEmpty() || calls.element().ends().isAfter(end)) {
                now = end;
                return this;
            }
            Call call = calls.remove();
            now = call.ends();
            limit.end(call.fate().failed(), call.fate().took(), now);
        }
    }

    Traffic run(Duration time, IntFunction<Fate> byNumberInFlight) {
        return run(time, (inFlight, number) -> byNumberInFlight.apply(inFlight));
    }

    /** How a provider does. */
    @FunctionalInterface
    interface Provider {
        Fate fate(int inFlight, int number);
    }

    int begun() {
        return begun;
    }
}
