package ontime.history.postgres;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.history.facts.FactCount;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.facts.Published;
import ontime.history.search.Fingerprints;
import ontime.history.search.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up, puts the logins together from their facts, and leaves out those that something else speaks against.
 * How much it reads is bounded by how much is asked for, however many logins there are.
 */
final class PostgresLoginSearch implements LoginSearch {

    private static final int MOST_LOOKED_AT = 1_000;
    private static final Comparator<Position> NEWEST_FIRST = comparing(Position::startedAt)
            .thenComparing(Position::tenant)
            .thenComparing(Position::loginId)
            .reversed();

    private final MentionTable mentions;
    private final StoredFacts facts;
    private final Fingerprints fingerprints;

    PostgresLoginSearch(MentionTable mentions, StoredFacts facts, Fingerprints fingerprints) {
        this.mentions = mentions;
        this.facts = facts;
        this.fingerprints = fingerprints;
    }

    /** A login that was found, and its place in the list. */
    private record Hit(Position position, Login login) {}

    /** The names that were looked up, how far. */
    private record Looked(List<Hit> hits, @Nullable Position last, boolean atEnd) {}

    @Override
    public Optional<Login> find(String loginId, Set<String> tenants, Instant now) {
        return logins(facts.of(Set.of(loginId), tenants), now).values().stream()
                .max(comparing(Login::clickedAt).thenComparing(Login::tenant));
    }

    @Override
    public Page search(Criteria criteria, Set<String> tenants, Instant now) {
        var wanted = Wanted.of(criteria, fingerprints);
        var looked = look(wanted, criteria, tenants, now);
        var hits = new ArrayList<>(looked.hits);
        var known = hits.stream().map(hit -> key(hit.login)).collect(Collectors.toSet());
        hits.addAll(identified(wanted, criteria, tenants, now).stream()
                .filter(hit -> !known.contains(key(hit.login)))
                .filter(hit -> criteria.after() == null || NEWEST_FIRST.compare(hit.position, criteria.after()) > 0)
                .filter(hit ->
                        looked.atEnd || (looked.last != null && NEWEST_FIRST.compare(hit.position, looked.last) <= 0))
                .toList());
        hits.sort(comparing(Hit::position, NEWEST_FIRST));
        var more = hits.size() > criteria.limit();
        var page = more ? hits.subList(0, criteria.limit()) : hits;
        return new Page(
                page.stream().map(Hit::login).toList(),
                more ? page.getLast().position : looked.atEnd ? null : looked.last);
    }

    private Looked look(Wanted wanted, Criteria criteria, Set<String> tenants, Instant now) {
        var hits = new ArrayList<Hit>();
        var last = criteria.after();
        // One more than asked for tells whether there is a next page.
        var step = criteria.limit() + 1;
        for (var looked = 0; looked < MOST_LOOKED_AT; looked += step) {
            var places = mentions.newest(wanted.names(), tenants, criteria.begin(now), criteria.to(), last, step);
            hits.addAll(meant(places, wanted, now));
            if (places.size() < step) {
                return new Looked(hits, last, true);
            }
            last = places.getLast();
            if (hits.size() >= step) {
                break;
            }
        }
        return new Looked(hits, last, false);
    }

    /** Of what is mentioned here, the logins that are meant, each at its one place. */
    private List<Hit> meant(List<Position> places, Wanted wanted, Instant now) {
        var logins = logins(
                facts.of(places.stream()
                        .map(place -> new FactCount.Key(place.tenant(), place.loginId()))
                        .collect(Collectors.toSet())),
                now);
        var hits = new ArrayList<Hit>();
        var seen = new HashSet<List<String>>();
        for (var place : places) {
            var login = logins.get(List.of(place.tenant(), place.loginId()));
            if (login != null
                    && wanted.place(login).filter(place.startedAt()::equals).isPresent()
                    && wanted.isMet(login)
                    && seen.add(key(login))) {
                hits.add(new Hit(place, login));
            }
        }
        return hits;
    }

    /** The logins that have what was searched for as their own identifier, or as that of a challenge. */
    private List<Hit> identified(Wanted wanted, Criteria criteria, Set<String> tenants, Instant now) {
        if (criteria.anything() == null) {
            return List.of();
        }
        var identifiers = new HashSet<>(facts.loginsOfChallenge(criteria.anything(), tenants));
        identifiers.add(criteria.anything());
        return logins(facts.of(identifiers, tenants), now).values().stream()
                .filter(wanted::isMetBesides)
                .map(login -> new Hit(new Position(login.clickedAt(), login.tenant(), login.loginId()), login))
                .toList();
    }

    private Map<List<String>, Login> logins(List<Published> found, Instant now) {
        var successors = facts.successors(found);
        return found.stream()
                .collect(Collectors.groupingBy(
                        published -> List.of(
                                published.fact().tenant(), published.fact().loginId()),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), ofOne -> Login.of(ofOne, successors, now))));
    }

    private static List<String> key(Login login) {
        return List.of(login.tenant(), login.loginId());
    }
}
