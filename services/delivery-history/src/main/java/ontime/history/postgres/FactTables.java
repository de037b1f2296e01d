package ontime.history.postgres;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import ontime.history.search.Mention;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes facts, their mentions and the days of their logins, a batch in three statements.
 *
 * <p>Rows are ordered by day and key, because two writers that lock the same rows in different order wait for each
 * other for ever, and COPY takes the tables of the days one after the other.
 */
final class FactTables {

    private static final String FACTS = """
            INSERT INTO @fact AS known
                (event_id, type, tenant, login_id, challenge_id, happened_at, published_at, traceparent, body)
            SELECT event_id, type, tenant, login_id, challenge_id, happened_at, published_at, traceparent, CAST(body AS jsonb)
            FROM unnest(CAST(:events AS text[]), CAST(:types AS text[]), CAST(:tenants AS text[]),
                        CAST(:logins AS text[]), CAST(:challenges AS text[]), CAST(:happened AS timestamptz[]),
                        CAST(:published AS timestamptz[]), CAST(:traces AS text[]), CAST(:bodies AS text[]))
                AS batch (event_id, type, tenant, login_id, challenge_id, happened_at, published_at, traceparent,
                          body)
            ON CONFLICT (event_id, happened_at) DO UPDATE SET published_at = excluded.published_at
            WHERE excluded.published_at < known.published_at
            """;

    private static final String REMOVE_FACTS = """
            DELETE FROM @fact WHERE (event_id, happened_at) IN (
                SELECT * FROM unnest(CAST(:events AS text[]), CAST(:happened AS timestamptz[])))
            """;

    private static final String DAYS = """
            SELECT count(make_day(:prefix, day)) FROM unnest(CAST(:days AS date[])) AS days (day)
            """;

    private final JdbcClient jdbc;
    private final FactJson json;
    private final Generation generation;
    private final FactCopy copy;
    private final MentionTable mentionTable;
    private final LoginDays loginDays;

    FactTables(JdbcOperations database, FactJson json, Generation generation) {
        this.jdbc = JdbcClient.create(database);
        this.json = json;
        this.generation = generation;
        this.copy = new FactCopy(database, json, generation);
        this.mentionTable = new MentionTable(jdbc, generation);
        this.loginDays = new LoginDays(jdbc, generation);
    }

    /** Adds what is not there yet. */
    void write(List<Published> batch) {
        if (batch.isEmpty()) {
            return;
        }
        var facts = once(batch);
        var mentions = mentions(facts);
        ensureDays(Stream.concat(
                facts.stream().map(published -> published.fact().at()),
                mentions.stream().map(Mention::at)));
        if (!copy.add(facts)) {
            merge(facts);
        }
        mentionTable.add(mentions);
        loginDays.add(loginDays(facts));
    }

    /** Adds what is not there yet; of what is there, keeps the earliest publication. */
    private void merge(List<Published> facts) {
        jdbc.sql(generation.sql(FACTS))
                .param("events", ofFacts(facts, Fact::eventId))
                .param("types", ofFacts(facts, Fact::type))
                .param("tenants", ofFacts(facts, Fact::tenant))
                .param("logins", ofFacts(facts, Fact::loginId))
                .param(
                        "challenges",
                        ofFacts(facts, fact -> fact instanceof Fact.OfChallenge of ? of.challengeId() : null))
                .param("happened", ofFacts(facts, fact -> fact.at().toString()))
                .param("published", column(facts, one -> one.publishedAt().toString()))
                .param("traces", column(facts, one -> Objects.toString(one.trace(), null)))
                .param("bodies", ofFacts(facts, json::write))
                .update();
    }

    /** Takes facts out, with all that only they mention. */
    void remove(List<Published> facts) {
        if (facts.isEmpty()) {
            return;
        }
        jdbc.sql(generation.sql(REMOVE_FACTS))
                .param("events", ofFacts(facts, Fact::eventId))
                .param("happened", ofFacts(facts, fact -> fact.at().toString()))
                .update();
        mentionTable.remove(mentions(facts));
        loginDays.remove(loginDays(facts));
    }

    /** The same while others write. */
    void removeAmongWriters(List<Published> facts) {
        remove(facts);
        loginDays.mistrust(loginDays(facts));
    }

    private void ensureDays(Stream<Instant> instants) {
        var days = instants.map(instant -> instant.atOffset(ZoneOffset.UTC).toLocalDate())
                .distinct()
                .sorted()
                .map(Object::toString)
                .toArray(String[]::new);
        jdbc.sql(DAYS)
                .param("prefix", generation.prefix())
                .param("days", days)
                .query(Long.class)
                .single();
    }

    /** Each fact once, as ON CONFLICT wants it, with the earliest publication. */
    private static List<Published> once(List<Published> batch) {
        record Key(String eventId, Instant at) {
            Instant day() {
                return at.truncatedTo(ChronoUnit.DAYS);
            }
        }
        var facts = new TreeMap<Key, Published>(
                comparing(Key::day).thenComparing(Key::eventId).thenComparing(Key::at));
        batch.forEach(published -> facts.merge(
                new Key(published.fact().eventId(), published.fact().at()),
                published,
                BinaryOperator.minBy(comparing(Published::publishedAt))));
        return new ArrayList<>(facts.values());
    }

    private static List<Mention> mentions(List<Published> facts) {
        return facts.stream()
                .flatMap(published -> Mention.of(published.fact()))
                .distinct()
                .sorted(comparing(Mention::tenant)
                        .thenComparing(Mention::name)
                        .thenComparing(Mention::at)
                        .thenComparing(Mention::loginId))
                .toList();
    }

    private static List<LoginDay> loginDays(List<Published> facts) {
        return facts.stream()
                .map(published -> LoginDay.of(published.fact()))
                .distinct()
                .sorted(comparing(LoginDay::tenant)
                        .thenComparing(LoginDay::loginId)
                        .thenComparing(LoginDay::day))
                .toList();
    }

    private static String[] ofFacts(List<Published> facts, Function<Fact, @Nullable String> value) {
        return column(facts, published -> value.apply(published.fact()));
    }

    private static <T> String[] column(List<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
