package ontime.history.facts;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ontime.events.CheckOutcome;

/**
 * One click on Log In and all that is known of it.
 *
 * @param clickedAt the first click or, while no request has been read, the first thing that is known
 * @param challenges the oldest first
 * @param events what all of this was made of, in the order in which it happened
 */
public record Login(
        String loginId,
        String tenant,
        String userId,
        Instant clickedAt,
        List<Challenge> challenges,
        List<Published> events) {

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
        var challenges = events.stream()
                .collect(Collectors.groupingBy(
                        published -> published.fact().challengeId(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> Challenge.of(entry.getKey(), entry.getValue(), successors, now))
                .sorted(Challenge::compareByAge)
                .toList();
        var clicked = events.stream()
                .map(Published::fact)
                .map(fact -> fact instanceof Fact.Requested requested ? requested.clicked() : fact.at())
                .min(naturalOrder())
                .orElseThrow();
        return new Login(first.loginId(), first.tenant(), first.userId(), clicked, challenges, events);
    }

    /** The challenge whose code counts. */
    public Challenge newest() {
        return challenges.getLast();
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

    public boolean anyCheck(CheckOutcome outcome) {
        return checks().stream().anyMatch(check -> check.outcome() == outcome);
    }
}
