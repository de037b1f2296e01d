package ontime.history.verdict;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ontime.history.facts.Attempt;
import ontime.history.facts.Delivery;
import ontime.history.ledger.Moment;

/** Time of a delivery, and who spent it. */
public record Spent(Spender by, Duration time) {

    /** For example {@code 38 s of it were spent by the phone network}. */
    public String inWords() {
        return PlainWords.of(time) + " of it were spent by " + by.words();
    }

    /** Who spent most of a delivery's time, the person left out. */
    static Optional<Spent> mostOf(Delivery delivery) {
        return of(delivery).entrySet().stream()
                .filter(entry -> entry.getKey() != Spender.PERSON)
                .max(comparing(Map.Entry::getValue))
                .map(entry -> new Spent(entry.getKey(), entry.getValue()));
    }

    /** The stages of a delivery's ledger, those with several spenders taken apart. They add up to its total. */
    static Map<Spender, Duration> of(Delivery delivery) {
        var spent = new EnumMap<Spender, Duration>(Spender.class);
        delivery.ledger().stages().forEach((stage, time) -> {
            switch (stage) {
                case ISSUE -> issue(delivery, time, spent);
                case QUEUE -> add(spent, Spender.QUEUE, time);
                case HOLD -> hold(delivery, time, spent);
                case PROVIDER -> add(spent, ofTheLastCall(delivery), time);
                case CARRIER -> add(spent, Spender.behindTheProvider(delivery.channel()), time);
                case PERSON -> add(spent, Spender.PERSON, time);
            }
        });
        return spent;
    }

    private static void issue(Delivery delivery, Duration time, Map<Spender, Duration> spent) {
        var ledger = delivery.ledger();
        var asked = ledger.at(Moment.REQUESTED)
                .flatMap(requested -> ledger.begun().map(begun -> Duration.between(begun, requested)))
                .orElse(Duration.ZERO);
        add(spent, Spender.AUTH_SERVICE, asked);
        add(spent, Spender.ISSUER, time.minus(asked));
    }

    /**
     * A call that failed and the wait after it are the doing of whoever made it fail; what is left of the hold is our
     * own. Attempts are measured by one clock, so their lengths are true wherever the clock stands.
     */
    private static void hold(Delivery delivery, Duration time, Map<Spender, Duration> spent) {
        var left = time;
        var calls = callsThatCount(delivery);
        for (var number = 0; number + 1 < calls.size(); number++) {
            var reason = calls.get(number).reason();
            var took = Duration.between(
                    calls.get(number).begun(), calls.get(number + 1).begun());
            var part = took.compareTo(left) < 0 ? took : left;
            if (reason != null && part.isPositive()) {
                add(spent, Spender.of(reason), part);
                left = left.minus(part);
            }
        }
        add(spent, Spender.HOLD, left);
    }

    /** Up to the call that brought the message there; where none did, all of them. */
    private static List<Attempt> callsThatCount(Delivery delivery) {
        var calls = delivery.attempts();
        for (var number = 0; number < calls.size(); number++) {
            if (calls.get(number).taken()) {
                return calls.subList(0, number + 1);
            }
        }
        return calls;
    }

    private static Spender ofTheLastCall(Delivery delivery) {
        var calls = callsThatCount(delivery);
        var reason = calls.isEmpty() ? null : calls.getLast().reason();
        return reason == null || calls.getLast().taken() ? Spender.PROVIDER : Spender.of(reason);
    }

    private static void add(Map<Spender, Duration> spent, Spender by, Duration time) {
        if (time.isPositive()) {
            spent.merge(by, time, Duration::plus);
        }
    }

    /** What passed between two instants; nothing where clocks have them the wrong way round. */
    static Duration between(Instant from, Instant to) {
        return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
    }
}
