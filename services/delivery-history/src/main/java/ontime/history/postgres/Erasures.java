package ontime.history.postgres;

import static java.util.stream.Collectors.toCollection;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import ontime.history.projection.Eraser;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Holds the erasures against what is written, because the topics repeat for a week what has been erased. */
final class Erasures {

    private final JdbcClient jdbc;
    private final FactJson json;
    private final StoredFacts stored;
    private final FactTables tables;

    Erasures(JdbcOperations database, FactJson json, Generation generation) {
        this.jdbc = JdbcClient.create(database);
        this.json = json;
        this.stored = new StoredFacts(jdbc, json, generation);
        this.tables = new FactTables(database, json, generation);
    }

    /** The facts as they may be written. */
    List<Published> applyTo(List<Published> facts) {
        var erasures = jdbc.sql("SELECT tenant, salt, digest, erased_at FROM erasure ORDER BY erased_at, salt")
                .query((row, _) -> new Erasure(
                        row.getString("tenant"),
                        row.getBytes("salt"),
                        row.getBytes("digest"),
                        row.getObject("erased_at", OffsetDateTime.class).toInstant()))
                .list();
        var left = facts;
        for (var erasure : erasures) {
            left = applyTo(left, erasure);
        }
        return left;
    }

    private List<Published> applyTo(List<Published> facts, Erasure erasure) {
        var logins = loginsOf(facts, erasure);
        logins.addAll(alreadyErased(facts, erasure));
        var all = new ArrayList<>(facts);
        // What came before the fact that tells it to be a login of the past.
        var early = stored.of(logins, Set.of(erasure.tenant()));
        if (!early.isEmpty()) {
            tables.removeAmongWriters(early);
            all.addAll(early);
        }
        return all.stream().map(fact -> erased(fact, logins, erasure)).toList();
    }

    /** Writes the facts of the past once more, as they may be kept. */
    Eraser.Erased rewrite(List<Published> facts, Erasure erasure) {
        var logins = loginsOf(facts, erasure);
        var named = new ArrayList<Published>();
        var changed = new ArrayList<Published>();
        for (var fact : facts) {
            var erased = erased(fact, logins, erasure);
            if (!erased.equals(fact)) {
                named.add(fact);
                changed.add(erased);
            }
        }
        tables.remove(named);
        tables.write(changed);
        return new Eraser.Erased(logins.size(), changed.size(), 0);
    }

    /** The logins that one of the facts shows to be the user's and of the past. */
    private static Set<String> loginsOf(List<Published> facts, Erasure erasure) {
        return facts.stream()
                .map(Published::fact)
                .filter(fact -> fact.ofItsOwner() && erasure.isPast(fact) && erasure.names(fact))
                .map(Fact::loginId)
                .collect(toCollection(TreeSet::new));
    }

    private Set<String> alreadyErased(List<Published> facts, Erasure erasure) {
        var byPseudonym = new HashMap<String, String>();
        facts.stream()
                .map(Published::fact)
                .filter(fact -> fact.tenant().equals(erasure.tenant()))
                .filter(fact -> erasure.names(fact) || !fact.ofItsOwner())
                .map(Fact::loginId)
                .forEach(login -> byPseudonym.put(erasure.pseudonym(login), login));
        var logins = new HashSet<String>();
        stored.of(byPseudonym.keySet(), Set.of(erasure.tenant())).forEach(published -> {
            var login = byPseudonym.get(published.fact().loginId());
            if (login != null) {
                logins.add(login);
            }
        });
        return logins;
    }

    /** The fact as it may be kept: itself, where the erasure does not concern it. */
    private Published erased(Published published, Set<String> logins, Erasure erasure) {
        var fact = published.fact();
        var body = body(fact, logins, erasure);
        return body == null
                ? published
                : new Published(json.read(fact.type(), body), published.publishedAt(), published.trace());
    }

    private @Nullable ObjectNode body(Fact fact, Set<String> logins, Erasure erasure) {
        if (!fact.tenant().equals(erasure.tenant())) {
            return null;
        }
        if (logins.contains(fact.loginId())) {
            return erasure.ofTheirLogin((ObjectNode) json.tree(fact), fact);
        }
        return !fact.ofItsOwner() && erasure.isPast(fact) && erasure.names(fact)
                ? erasure.ofAnothersLogin((ObjectNode) json.tree(fact), fact)
                : null;
    }
}
