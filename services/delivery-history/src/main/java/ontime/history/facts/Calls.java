package ontime.history.facts;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls to the provider in the receipts of one delivery. A number does not tell a call, because a worker
 * counts from 1 again after a restart; the instant at which it began does. What was heard later without one belongs to
 * the call that got furthest.
 */
final class Calls {

    /** Receipts in the order of what they prove, the strongest first; the rest only makes the order total. */
    static final Comparator<Fact.Reported> STRONGEST_FIRST = comparing(Fact.Reported::state)
            .reversed()
            .thenComparing(Fact.Reported::occurredAt)
            .thenComparing(Fact.Reported::eventId);

    /** How the workers' tables of outcomes write that a provider failed and may have the message (docs/routes.md). */
    private static final List<String> PERHAPS_TAKEN = List.of("perhaps taken", "InternalError", "InternalFailure");

    private Calls() {}

    static List<Attempt> in(Collection<Fact.Reported> receipts) {
        var numbered = new ArrayList<Attempt>();
        var furthest = furthest(receipts);
        receipts.stream()
                .filter(Calls::isOfACall)
                .collect(Collectors.groupingBy(receipt -> Objects.requireNonNullElse(receipt.dispatchedAt(), furthest)))
                .values()
                .stream()
                .sorted(comparing(Calls::begun)
                        .thenComparing(call -> telling(call).eventId()))
                .forEach(call -> numbered.add(attempt(numbered.size() + 1, call)));
        return List.copyOf(numbered);
    }

    /** That no further call is made says nothing of those that were. */
    private static boolean isOfACall(Fact.Reported receipt) {
        return receipt.attempt() > 0 && receipt.state() != DeliveryState.DROPPED;
    }

    private static Instant furthest(Collection<Fact.Reported> receipts) {
        return Objects.requireNonNullElse(first(receipts, Fact.Reported::dispatchedAt), Instant.EPOCH);
    }

    private static Instant begun(List<Fact.Reported> call) {
        return call.stream()
                .map(Fact.Reported::dispatchedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> telling(call).occurredAt());
    }

    private static Fact.Reported telling(List<Fact.Reported> call) {
        return call.stream().min(STRONGEST_FIRST).orElseThrow();
    }

    private static Attempt attempt(int number, List<Fact.Reported> call) {
        var telling = telling(call);
        return new Attempt(
                number,
                first(call, Fact.Reported::provider),
                first(call, Fact.Reported::route),
                telling.state(),
                telling.reason(),
                telling.detail(),
                first(call, Fact.Reported::providerMessageId),
                first(call, Fact.Reported::dispatchedAt),
                telling.occurredAt(),
                telling.retryAt(),
                isPerhapsTaken(telling));
    }

    private static boolean isPerhapsTaken(Fact.Reported telling) {
        var failed = telling.state() == DeliveryState.DEFERRED || telling.state() == DeliveryState.FAILED;
        var detail = telling.detail();
        return failed && detail != null && PERHAPS_TAKEN.stream().anyMatch(detail::contains);
    }

    /** What the strongest receipt that tells it says. */
    static <T> @Nullable T first(Collection<Fact.Reported> receipts, Function<Fact.Reported, @Nullable T> property) {
        return receipts.stream()
                .sorted(STRONGEST_FIRST)
                .map(property)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
    }
}
