package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresLoginSearchIT {

    private static final OwnSchema SCHEMA = OwnSchema.of("search");
    private static final Set<String> ACME = Set.of("acme");
    private static final Instant NOW = LoginStory.CLICK.plusSeconds(3600);

    private final PostgresLoginSearch search = SCHEMA.search();

    @BeforeEach
    void empty() {
        SCHEMA.jdbc.sql("TRUNCATE fact, mention, login_day").update();
    }

    @ParameterizedTest
    @CsvSource({
        "l-ann, l-ann",
        "u-ann, l-ann",
        "c-1-ann, l-ann",
        "k1, l-ann l-bob",
        "msg-ann, l-ann",
        "07700 900123, l-ann",
        "+44 7700 900123, l-ann",
        "0123, l-ann",
        "ann@example.com, l-bob",
        "0999, ",
        "u-an, "
    })
    void oneBoxUnderstandsEveryKindOfName(String q, @Nullable String logins) {
        stories();

        assertThat(ids(new Criteria(q, null, null, null, null, null, null, null, null, null, 50)))
                .containsExactlyInAnyOrderElementsOf(split(logins));
    }

    @ParameterizedTest
    @CsvSource({
        "07700900123, , , , l-ann",
        "0123, , , , l-ann",
        ", ann@example.com, , , l-bob",
        ", , EMAIL, , l-bob",
        ", , , FAILED, l-bob",
        ", , , ACCEPTED, ",
        ", , , DELIVERED, l-ann",
        ", , SMS, FAILED, ",
        "0123, , , FAILED, ",
        ", , , , l-ann l-bob l-refused"
    })
    void criteriaNarrowEachOther(
            @Nullable String phone,
            @Nullable String email,
            @Nullable Channel channel,
            @Nullable DeliveryState status,
            @Nullable String logins) {
        stories();

        assertThat(ids(new Criteria(null, null, phone, email, null, channel, status, null, null, null, 50)))
                .containsExactlyInAnyOrderElementsOf(split(logins));
    }

    @Test
    void aLoginThatIsMentionedManyTimesIsListedOnceWhereItBegan() {
        add(LoginStory.login("many").requested(0.1).again(60).again(120).facts());
        add(shifted(LoginStory.login("between").requested(0.1).facts(), 90));

        assertThat(ids(criteria(null, null, 50))).isEqualTo(List.of("l-between", "l-many"));
        assertThat(ids(criteria("u-many", null, 50))).isEqualTo(List.of("l-many"));
    }

    @Test
    void aLoginOfWhichOnlyReceiptsAreKnownIsFoundByItsUser() {
        var facts = LoginStory.login("orphan").requested(0.1).accepted(0.2, 0.3).facts();
        add(List.of(facts.getLast()));

        assertThat(ids(criteria("u-orphan", null, 50))).isEqualTo(List.of("l-orphan"));
    }

    @Test
    void pagesNeitherRepeatNorSkipWhileLoginsComeIn() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var expected = new ArrayList<String>();
        for (var number = 0; number < 60; number++) {
            var name = "old" + number;
            // Many of them in the same instant.
            add(shifted(LoginStory.login(name).requested(0.1).facts(), number / 7));
            expected.add("l-" + name);
        }
        var seen = new ArrayList<String>();
        Position after = null;
        var fresh = 0;
        do {
            var page = search.search(criteria(null, after, 1 + random.nextInt(9)), ACME, NOW);
            page.logins().forEach(login -> seen.add(login.loginId()));
            after = page.next();
            add(shifted(LoginStory.login("new" + fresh++).requested(0.1).facts(), 1000));
        } while (after != null);

        assertThat(seen).as("seed %d", seed).doesNotHaveDuplicates().containsAll(expected);
    }

    @Test
    void aStatusByItselfIsLookedForInAMonthAndWhatHasANameInEverything() {
        add(LoginStory.login("old").requested(0.1).facts());
        var later = LoginStory.CLICK.plus(Duration.ofDays(32));

        assertThat(search.search(requested(null), ACME, later).logins()).isEmpty();
        assertThat(search.search(requested(null), ACME, later.minus(Duration.ofDays(2)))
                        .logins())
                .hasSize(1);
        assertThat(search.search(requested("u-old"), ACME, later).logins()).hasSize(1);
        assertThat(search.search(criteria(null, null, 50), ACME, later).logins())
                .hasSize(1);
    }

    private static Criteria requested(@Nullable String user) {
        return new Criteria(null, user, null, null, DeliveryState.REQUESTED, null, null, null, 50);
    }

    @Test
    void aSearchThatNearlyNothingMeetsEndsAndSaysWhereToGoOn() {
        for (var number = 0; number < 30; number++) {
            add(shifted(LoginStory.login("usual" + number).requested(0.1).facts(), 100 + number));
        }
        add(LoginStory.login("rare").requested(0.1).accepted(0.2, 0.3).facts());
        var seen = new ArrayList<String>();
        Position after = null;
        do {
            var page = search.search(
                    new Criteria(null, null, null, null, DeliveryState.ACCEPTED, null, null, after, 1), ACME, NOW);
            page.logins().forEach(login -> seen.add(login.loginId()));
            after = page.next();
        } while (after != null);

        assertThat(seen).containsExactly("l-rare");
    }

    @Test
    void anotherTenantsLoginsAreNotThere() {
        stories();

        assertThat(search.search(criteria(null, null, 50), Set.of("other"), NOW).logins())
                .isEmpty();
        assertThat(search.find("l-ann", Set.of("other"), NOW)).isEmpty();
        assertThat(search.find("l-ann", ACME, NOW)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"user:u-5", "to:fp-5", "end:0005", "ref:K5", "msg:m-5", "all:SMS"})
    void namesAreLookedUpByIndexAndNothingIsScanned(String name) {
        add(LoginStory.login("explained").requested(0.1).facts());
        SCHEMA.jdbc.sql("""
                INSERT INTO mention SELECT 'acme', 'user:u-' || n, CAST('2026-03-02 10:00:00Z' AS timestamptz), 'l-' || n
                FROM generate_series(1, 20000) AS n
                """).update();
        SCHEMA.jdbc.sql("ANALYZE mention").update();

        var plan = String.join(
                "\n",
                SCHEMA.jdbc
                        .sql("EXPLAIN SELECT at, login_id FROM mention WHERE tenant = 'acme' AND name = :name"
                                + " ORDER BY at DESC, login_id DESC LIMIT 51")
                        .param("name", name)
                        .query(String.class)
                        .list());

        assertThat(plan).contains("Index").doesNotContain("Seq Scan", "Sort");
    }

    private static void stories() {
        add(LoginStory.login("ann")
                .requested(0.1)
                .accepted(0.2, 0.3)
                .delivered(5)
                .typed(CheckOutcome.VERIFIED, 5, 12)
                .facts()
                .stream()
                .map(fact -> OwnSchema.with(fact, body -> {
                    if (body.has("destinationFingerprint")) {
                        body.put("destinationFingerprint", "SMS:+447700900123");
                    }
                    if (body.has("providerMessageId")) {
                        body.put("providerMessageId", "msg-ann");
                    }
                }))
                .toList());
        add(LoginStory.login("bob")
                .requested(0.1, Channel.EMAIL, RoutingReason.COUNTRY_NOT_ALLOWED)
                .failed(DeliveryReason.REJECTED, 1)
                .facts()
                .stream()
                .map(fact -> OwnSchema.with(fact, body -> {
                    if (body.has("destinationFingerprint")) {
                        body.put("destinationFingerprint", "EMAIL:ann@example.com");
                    }
                }))
                .toList());
        add(LoginStory.login("refused").rateLimited("user", 1, 300).facts());
    }

    private static void add(List<Published> facts) {
        SCHEMA.journal().add(facts);
    }

    private static List<Published> shifted(List<Published> facts, long seconds) {
        return facts.stream()
                .map(fact -> OwnSchema.with(fact, body -> {
                    for (var field : List.of("clickedAt", "requestedAt", "expiresAt")) {
                        body.put(
                                field,
                                Instant.parse(body.get(field).asString())
                                        .plusSeconds(seconds)
                                        .toString());
                    }
                }))
                .toList();
    }

    private static Criteria criteria(@Nullable String user, @Nullable Position after, int limit) {
        return new Criteria(null, user, null, null, null, null, null, after, limit);
    }

    private List<String> ids(Criteria criteria) {
        return search.search(criteria, ACME, NOW).logins().stream()
                .map(Login::loginId)
                .toList();
    }

    private static List<String> split(@Nullable String logins) {
        return logins == null ? List.of() : Arrays.asList(logins.split(" "));
    }
}
