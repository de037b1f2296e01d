package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import ontime.history.projection.Journal;
import ontime.history.projection.MarksLost;
import ontime.history.projection.ReadMark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresJournalIT {

    private static final OwnSchema SCHEMA = OwnSchema.of("journal");

    private final Journal journal = SCHEMA.journal();

    @BeforeEach
    void empty() {
        SCHEMA.jdbc.sql("TRUNCATE fact, mention, login_day, read_mark").update();
    }

    @Test
    void anyOrderRepetitionAndMixtureOfTheSameFactsLeavesTheSameRows() {
        var seed = new Random().nextLong();
        System.out.println("[ontime] seed of the order of facts: " + seed);
        var random = new Random(seed);
        var stories = List.of(story("one"), story("two"), nightStory("midnight"));
        stories.forEach(story -> journal.add(story.facts()));
        var expected = SCHEMA.rows();
        assertThat(expected.get("fact")).hasSizeGreaterThan(20);
        assertThat(expected.get("login_day")).hasSize(4);

        for (var round = 0; round < 40; round++) {
            empty();
            var facts = new ArrayList<Published>();
            stories.forEach(story -> facts.addAll(story.facts()));
            // Repeated, and some of them published a second time later, as after a crash of the issuer.
            facts.addAll(facts.stream()
                    .filter(fact -> random.nextBoolean())
                    .map(fact -> new Published(fact.fact(), fact.publishedAt().plusSeconds(random.nextInt(60))))
                    .toList());
            Collections.shuffle(facts, random);
            while (!facts.isEmpty()) {
                var batch = facts.subList(0, 1 + random.nextInt(facts.size()));
                journal.add(batch);
                batch.clear();
            }

            assertThat(SCHEMA.rows()).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void writersThatShareLoginsDoNotStandInEachOthersWay() throws Exception {
        var facts = new ArrayList<Published>();
        for (var login = 0; login < 50; login++) {
            facts.addAll(story("shared" + login).facts());
        }
        try (var writers = Executors.newFixedThreadPool(4)) {
            var done = writers.invokeAll(Collections.nCopies(8, (Callable<Boolean>) () -> {
                var own = new ArrayList<>(facts);
                Collections.shuffle(own);
                journal.add(own.subList(0, own.size() / 2));
                journal.add(own.subList(own.size() / 2, own.size()));
                return true;
            }));
            for (var writer : done) {
                assertThat(writer.get()).isTrue();
            }
        }

        assertThat(SCHEMA.rows("fact")).hasSameSizeAs(facts);
    }

    @Test
    void whatAFactSaysIsKeptToTheLetter() {
        var name = "tab\tline\nreturn\rbackslash\\end\\.\\N•";

        journal.add(story(name).facts());

        assertThat(SCHEMA.jdbc
                        .sql(
                                "SELECT DISTINCT login_id FROM fact UNION ALL SELECT DISTINCT body ->> 'loginId' FROM fact")
                        .query(String.class)
                        .list())
                .containsExactly("l-" + name, "l-" + name);
    }

    @Test
    void aFactThatIsKnownDoesNotKeepOutThoseThatComeWithIt() {
        var facts = story("half-known").facts();
        journal.add(List.of(facts.getFirst()));
        var again = new ArrayList<>(facts);
        again.set(
                0,
                new Published(
                        facts.getFirst().fact(), facts.getFirst().publishedAt().minusSeconds(1)));

        journal.add(again, List.of(new ReadMark("otp.checks", 0, 7, "id-1")));

        assertThat(SCHEMA.rows("fact")).hasSameSizeAs(facts);
        assertThat(SCHEMA.jdbc
                        .sql("SELECT published_at = CAST(:earlier AS timestamptz) FROM fact WHERE event_id = :event")
                        .param("earlier", again.getFirst().publishedAt().toString())
                        .param("event", facts.getFirst().fact().eventId())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(journal.marks()).hasSize(1);
    }

    @Test
    void whatTheDatabaseCannotKeepIsRefusedAndNothingOfItsBatchIsKept() {
        var good = story("beside-nul").facts();
        var bad = story("with\0nul").facts();

        assertThatThrownBy(() -> journal.add(
                        List.of(good.getFirst(), bad.getFirst()), List.of(new ReadMark("otp.checks", 0, 7, "id-1"))))
                .isInstanceOf(FactsRefused.class)
                .hasMessageContaining("SQLSTATE 22");
        assertThat(SCHEMA.rows("fact")).isEmpty();
        assertThat(journal.marks()).isEmpty();
    }

    @Test
    void theMarksAreKeptWithTheFactsAndFollowTheReaderBackAsWell() {
        assertThat(journal.isEmpty()).isTrue();
        journal.add(
                story("marked").facts(),
                List.of(new ReadMark("otp.checks", 0, 7, "id-1"), new ReadMark("otp.checks", 1, 3, "id-1")));
        journal.add(List.of(), List.of(new ReadMark("otp.checks", 0, 2, "id-1")));

        assertThat(journal.isEmpty()).isFalse();
        assertThat(journal.marks())
                .containsExactlyInAnyOrder(
                        new ReadMark("otp.checks", 0, 2, "id-1"), new ReadMark("otp.checks", 1, 3, "id-1"));
    }

    @Test
    void nothingIsAddedOnTopOfMarksThatAreLost() {
        var mark = new ReadMark("otp.checks", 0, 7, "id-1");
        var first = new ReadMark("otp.checks", 1, 3, "id-1");
        journal.add(story("known").facts(), List.of(mark));
        var rows = SCHEMA.rows();
        var builtOn = List.of(new ReadMark("otp.checks", 0, 9, "id-1"));

        for (var lost : List.of(builtOn, List.of(mark, first))) {
            assertThatThrownBy(() -> journal.add(story("behind").facts(), List.of(mark), lost))
                    .isInstanceOf(MarksLost.class);
            assertThatThrownBy(() -> journal.requireKept(lost)).isInstanceOf(MarksLost.class);
        }
        assertThat(SCHEMA.rows()).isEqualTo(rows);

        journal.add(story("behind").facts(), List.of(new ReadMark("otp.checks", 0, 9, "id-1"), first), List.of(mark));
        journal.requireKept(List.of(mark, first));
        assertThat(journal.marks()).hasSize(2);
    }

    @Test
    void factsLieInTheTableOfTheirDay() {
        journal.add(nightStory("night").facts());

        assertThat(SCHEMA.jdbc
                        .sql("SELECT DISTINCT tableoid::regclass::text FROM fact ORDER BY 1")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("fact_20260302", "fact_20260303"));
    }

    private static LoginStory story(String name) {
        return LoginStory.login(name)
                .rateLimited("user", 0.05, 10)
                .refusedToStranger(0.07)
                .requested(0.1)
                .deferred(1, DeliveryReason.THROTTLED, 0.4)
                .accepted(2, 2.5, 2.6)
                .delivered(5)
                .redelivered(40, Channel.EMAIL, RoutingReason.FALLBACK)
                .accepted(40.2, 40.4)
                .again(60)
                .dropped(DeliveryReason.EXPIRED, 301)
                .typed(CheckOutcome.WRONG_CODE, 4, 70)
                .withdrawn(WithdrawalReason.CANCELLED, 75);
    }

    /** Fourteen hours after the click it is another day. */
    private static LoginStory nightStory(String name) {
        return LoginStory.login(name).requested(0.1).accepted(0.2, 0.3).delivered(14 * 3600 + 5);
    }
}
