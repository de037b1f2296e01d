package ontime.history.facts;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One code that was made for a login, as far as its facts tell.
 *
 * @param reference null, like whatever else the request tells, while the request has not been read
 * @param supersededBy the newer challenge that replaced it, if one did
 */
public record Challenge(
        String challengeId,
        @Nullable String reference,
        @Nullable Long sequence,
        ChallengeStatus status,
        @Nullable Instant clickedAt,
        @Nullable Instant requestedAt,
        @Nullable Instant expiresAt,
        @Nullable Successor supersededBy,
        List<Delivery> deliveries,
        List<Check> checks) {

    static Challenge of(String challengeId, List<Published> facts, Map<String, Successor> successors, Instant now) {
        var requests = facts.stream()
                .filter(published -> published.fact() instanceof Fact.Requested)
                .sorted(comparingInt(
                                (Published published) -> requested(published).delivery())
                        .thenComparing(published -> published.fact().at())
                        .thenComparing(published -> published.fact().eventId()))
                .toList();
        var first = requests.isEmpty() ? null : requested(requests.getFirst());
        var checks = all(Fact.Checked.class, facts)
                .sorted(comparing(Fact.Checked::checkedAt).thenComparing(Fact.Checked::eventId))
                .map(check -> new Check(check.outcome(), check.attemptsLeft(), check.checkedAt(), check.method()))
                .toList();
        var expiresAt = requests.stream()
                .map(request -> requested(request).expiresAt())
                .max(naturalOrder())
                .orElse(null);
        return new Challenge(
                challengeId,
                first == null ? null : first.reference(),
                first == null ? null : first.sequence(),
                status(facts, checks, expiresAt, now),
                first == null ? null : first.clicked(),
                first == null ? null : first.requestedAt(),
                expiresAt,
                successor(facts, successors),
                credited(deliveries(requests, facts), checks),
                checks);
    }

    private static ChallengeStatus status(
            List<Published> facts, List<Check> checks, @Nullable Instant expiresAt, Instant now) {
        var withdrawn = all(Fact.Withdrawn.class, facts).map(fact -> ChallengeStatus.of(fact.reason()));
        var checked = checks.stream().flatMap(check -> switch (check.outcome()) {
            case VERIFIED, ALREADY_USED -> Stream.of(ChallengeStatus.VERIFIED);
            case LOCKED -> Stream.of(ChallengeStatus.LOCKED);
            case EXPIRED -> Stream.of(ChallengeStatus.EXPIRED);
            case WRONG_CODE, SUPERSEDED, OTHER -> Stream.<ChallengeStatus>empty();
        });
        var aged = expiresAt == null || now.isBefore(expiresAt) ? ChallengeStatus.REQUESTED : ChallengeStatus.EXPIRED;
        return Stream.of(withdrawn, checked, Stream.of(aged))
                .flatMap(stream -> stream)
                .max(naturalOrder())
                .orElseThrow();
    }

    private static @Nullable Successor successor(List<Published> facts, Map<String, Successor> successors) {
        return all(Fact.Withdrawn.class, facts)
                .map(Fact.Withdrawn::replacedBy)
                .filter(Objects::nonNull)
                .max(naturalOrder())
                .map(id -> successors.getOrDefault(id, Successor.unread(id)))
                .orElse(null);
    }

    private static List<Delivery> deliveries(List<Published> requests, List<Published> facts) {
        var receipts = all(Fact.Reported.class, facts).collect(Collectors.groupingBy(Fact.Reported::delivery));
        var numbers = new TreeMap<Integer, @Nullable Published>();
        receipts.keySet().forEach(number -> numbers.put(number, null));
        // The earliest request of a number stands; a second one would be a mistake of the issuer's.
        requests.reversed().forEach(request -> numbers.put(requested(request).delivery(), request));
        return numbers.entrySet().stream()
                .map(entry ->
                        Delivery.of(entry.getKey(), entry.getValue(), receipts.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    /**
     * Credits one delivery with the code that was entered. Nobody can tell from which of several messages a person took
     * the code: most likely from the newest that had been sent by then.
     */
    private static List<Delivery> credited(List<Delivery> deliveries, List<Check> checks) {
        var entered = checks.stream()
                .filter(check -> check.outcome() == CheckOutcome.VERIFIED)
                .map(Check::checkedAt)
                .findFirst();
        if (entered.isEmpty() || deliveries.isEmpty()) {
            return deliveries;
        }
        var likeliest = deliveries.stream()
                .filter(delivery -> delivery.arrival()
                        .filter(arrival -> !arrival.isAfter(entered.get()))
                        .isPresent())
                .max(comparingInt(Delivery::delivery))
                .orElse(deliveries.getFirst());
        return deliveries.stream()
                .map(delivery ->
                        delivery.delivery() == likeliest.delivery() ? delivery.entered(entered.get()) : delivery)
                .toList();
    }

    private static Fact.Requested requested(Published published) {
        return (Fact.Requested) published.fact();
    }

    private static <F extends Fact> Stream<F> all(Class<F> type, List<Published> facts) {
        return facts.stream().map(Published::fact).filter(type::isInstance).map(type::cast);
    }

    /** When the first of its messages reached the person, as exactly as is known. */
    public Optional<Delivery> firstToArrive() {
        return deliveries.stream()
                .filter(delivery -> delivery.arrival().isPresent())
                .min(comparing(delivery -> delivery.arrival().orElseThrow()));
    }

    /**
     * Whether this very code was entered. A challenge may also end as VERIFIED because an older one of its login was.
     */
    public boolean entered() {
        return checks.stream().anyMatch(check -> check.outcome() == CheckOutcome.VERIFIED);
    }

    /** Whether the code can still be entered. */
    public boolean alive() {
        return status == ChallengeStatus.REQUESTED && expiresAt != null;
    }

    static int compareByAge(Challenge a, Challenge b) {
        return comparing(Challenge::sequence, nullsFirst(naturalOrder()))
                .thenComparing(Challenge::requestedAt, nullsFirst(naturalOrder()))
                .thenComparing(Challenge::challengeId)
                .compare(a, b);
    }
}
