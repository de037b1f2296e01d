package ontime.history.facts;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.history.contacts.KnownChange;

/**
 * One click on Log In and all that is known of it.
 *
 * @param clickedAt the first click or, while no request has been read, the first thing that is known
 * @param userId empty when only a request was refused that told nobody
 * @param challenges the oldest first; none when the login was only refused
 * @param refusals the oldest first
 * @param events what all of this was made of, in the order in which it happened
 * @param contacts the changes of the user's contacts, the oldest first, as far as they were looked up
 */
public record Login(
        String loginId,
        String tenant,
        String userId,
        Instant clickedAt,
        List<Challenge> challenges,
        List<Refusal> refusals,
        List<Published> events,
        List<KnownChange> contacts) {

    /**
     * Puts the facts of one login together. The order of the facts does not matter.
     *
     * @param facts of one login, at least one
     * @param successors the challenges that replaced some of this login's, by their identifier
     * @param now decides whether a code has expired
     */
    public static Login of(Collection<Published> facts, Map<String, Successor> successors, Instant now) {
        var events = facts.stream()
                .sorted(comparing((Published published) -> published.fact().at())
                        .thenComparing(published -> published.fact().eventId()))
                .toList();
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a login without a fact is none");
        }
        var first = events.getFirst().fact();
        return new Login(
                first.loginId(),
                first.tenant(),
                owner(events),
                events.stream()
                        .map(published -> clicked(published.fact()))
                        .min(naturalOrder())
                        .orElseThrow(),
                challenges(events, successors, now),
                all(Fact.Refused.class, events).map(Refusal::of).toList(),
                events,
                List.of());
    }

    /** The same with the changes of its user's contacts. */
    public Login with(List<KnownChange> changes) {
        return new Login(loginId, tenant, userId, clickedAt, challenges, refusals, events, changes);
    }

    private static String owner(List<Published> events) {
        var owners =
                events.stream().map(Published::fact).filter(Fact::ofItsOwner).map(Fact::userId);
        var others = events.stream().map(Published::fact).map(Fact::userId);
        return Stream.concat(owners, others)
                .filter(userId -> !userId.isBlank())
                .findFirst()
                .orElse("");
    }

    private static Instant clicked(Fact fact) {
        return switch (fact) {
            case Fact.Requested requested -> requested.clicked();
            case Fact.Refused refused -> refused.clicked();
            case Fact.Withdrawn withdrawn -> withdrawn.at();
            case Fact.Reported receipt -> receipt.at();
            case Fact.Checked check -> check.at();
        };
    }

    private static List<Challenge> challenges(List<Published> events, Map<String, Successor> successors, Instant now) {
        return events.stream()
                .filter(published -> published.fact() instanceof Fact.OfChallenge)
                .collect(Collectors.groupingBy(
                        published -> ((Fact.OfChallenge) published.fact()).challengeId(),
                        TreeMap::new,
                        Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> Challenge.of(entry.getKey(), entry.getValue(), successors, now))
                .sorted(Challenge::compareByAge)
                .toList();
    }

    private static <F extends Fact> Stream<F> all(Class<F> type, List<Published> events) {
        return events.stream().map(Published::fact).filter(type::isInstance).map(type::cast);
    }

    /** The challenge whose code counts; none when the login was only refused. */
    public Optional<Challenge> newest() {
        return challenges.isEmpty() ? Optional.empty() : Optional.of(challenges.getLast());
    }

    /**
     * The challenge that tells what became of the login: the one whose code was entered, which in the time of grace may
     * be an older one, or else the newest.
     */
    public Optional<Challenge> telling() {
        return challenges.stream()
                .filter(Challenge::entered)
                .findFirst()
                .or(() -> challenges.stream()
                        .filter(challenge -> challenge.status() == ChallengeStatus.VERIFIED)
                        .findFirst())
                .or(this::newest);
    }

    public boolean verified() {
        return challenges.stream().anyMatch(challenge -> challenge.status() == ChallengeStatus.VERIFIED);
    }

    /** Whether something may still happen that the person on the telephone waits for. */
    public boolean inProgress() {
        return !verified() && challenges.stream().anyMatch(Challenge::alive);
    }

    /** What was typed, over all challenges, in the order of time. */
    public List<Check> checks() {
        return challenges.stream()
                .flatMap(challenge -> challenge.checks().stream())
                .sorted(comparing(Check::checkedAt))
                .toList();
    }
}
