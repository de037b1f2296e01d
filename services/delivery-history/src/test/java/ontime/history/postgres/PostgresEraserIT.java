package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import ontime.events.CheckOutcome;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresEraserIT {

    private static final OwnSchema SCHEMA = OwnSchema.of("eraser");
    private static final Set<String> ACME = Set.of("acme");
    private static final Instant LATER = LoginStory.CLICK.plus(Duration.ofHours(1));

    /** Whatever the stories below say of the user, and of nobody else. */
    private static final List<String> TRACES =
            List.of("u-gone", "gone", "••0123", "end:0123", "fingerprint-of-SMS", "secret detail", "msg-gone");

    @BeforeEach
    void empty() {
        SCHEMA.jdbc.sql("TRUNCATE fact, mention, login_day, erasure").update();
    }

    @Test
    void ofAnErasedUserNoTableKnowsAnythingAndEverythingStillCounts() {
        SCHEMA.journal().add(gone());
        SCHEMA.journal().add(stays());
        var before = counts();
        assertThat(SCHEMA.rows().toString()).contains(TRACES);

        var erased = SCHEMA.eraser(LATER).erase("acme", "u-gone");

        assertThat(erased.logins()).isOne();
        assertThat(erased.facts()).isEqualTo(gone().size());
        assertThat(SCHEMA.rows().toString()).doesNotContain(TRACES);
        assertThat(counts()).isEqualTo(before);
        assertThat(found("u-gone")).isEmpty();
        assertThat(found("u-stays")).extracting(Login::loginId).isEqualTo(List.of("l-stays"));
    }

    @Test
    void whatWasErasedStaysErasedWhenTheTopicsRepeatItInWhateverOrder() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        SCHEMA.journal().add(gone());
        SCHEMA.eraser(LATER).erase("acme", "u-gone");
        var expected = SCHEMA.rows();

        for (var round = 0; round < 20; round++) {
            // With nothing left but the erasure, too, as in the tables of a rebuild.
            if (random.nextBoolean()) {
                SCHEMA.jdbc.sql("TRUNCATE fact, mention, login_day").update();
            }
            var again = new ArrayList<>(gone());
            Collections.shuffle(again, random);
            again.forEach(fact -> SCHEMA.journal().add(List.of(fact)));
            // Which days are listed once more says nothing of anybody.
            SCHEMA.listDays();

            assertThat(SCHEMA.rows()).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void aReceiptThatComesAfterTheErasureIsOfNobodyToo() {
        var facts = LoginStory.login("gone").requested(0.1).delivered(3 * 3600).facts();
        SCHEMA.journal().add(List.of(facts.getFirst()));
        SCHEMA.eraser(LATER).erase("acme", "u-gone");

        SCHEMA.journal().add(List.of(facts.getLast()));

        assertThat(SCHEMA.rows("fact")).hasSize(2);
        assertThat(SCHEMA.rows().toString()).doesNotContain(TRACES);
    }

    @Test
    void soIsOneThatComesBeforeTheRequestThatItBelongsTo() {
        var facts = LoginStory.login("gone").requested(0.1).delivered(3 * 3600).facts();
        SCHEMA.eraser(LATER).erase("acme", "u-gone");

        SCHEMA.journal().add(List.of(facts.getLast()));
        SCHEMA.journal().add(List.of(facts.getFirst()));

        assertThat(SCHEMA.rows("fact")).hasSize(2);
        assertThat(SCHEMA.rows().toString()).doesNotContain(TRACES);
    }

    @Test
    void whatTheUserDoesAfterwardsIsKeptAsAnybodys() {
        SCHEMA.journal().add(gone());
        SCHEMA.eraser(LoginStory.CLICK.plusSeconds(30)).erase("acme", "u-gone");

        SCHEMA.journal()
                .add(LoginStory.login("gone").requested(0.1).facts().stream()
                        .map(fact -> OwnSchema.with(
                                fact,
                                body -> body.put("loginId", "l-new")
                                        .put("eventId", "e-new")
                                        .put("clickedAt", "2026-03-02T12:00:00Z")
                                        .put("requestedAt", "2026-03-02T12:00:00Z")))
                        .toList());

        assertThat(found("u-gone")).extracting(Login::loginId).isEqualTo(List.of("l-new"));
    }

    @Test
    void aStrangerWhoIsErasedLeavesTheLoginToItsOwner() {
        SCHEMA.journal().add(stays());
        SCHEMA.eraser(LATER).erase("acme", "z-stranger-stays");

        assertThat(SCHEMA.rows().toString()).doesNotContain("z-stranger");
        assertThat(found("u-stays"))
                .singleElement()
                .satisfies(login -> assertThat(login.events()).hasSameSizeAs(stays()));
    }

    @Test
    void theSameUserOfAnotherTenantStays() {
        SCHEMA.journal().add(gone());
        var before = SCHEMA.rows();

        SCHEMA.eraser(LATER).erase("other", "u-gone");

        assertThat(SCHEMA.rows("fact")).isEqualTo(before.get("fact"));
    }

    private static List<Published> gone() {
        return LoginStory.login("gone")
                .refusedToStranger(0.05)
                .requested(0.1)
                .accepted(0.2, 0.3)
                .delivered(5)
                .typed(CheckOutcome.VERIFIED, 5, 12)
                .facts()
                .stream()
                .map(fact -> OwnSchema.with(fact, body -> {
                    if (body.has("providerMessageId")) {
                        body.put("providerMessageId", "msg-gone").put("detail", "secret detail");
                    }
                    // The stranger is not erased, and has a name without the user's in it here.
                    if (fact.fact().userId().startsWith("z-stranger")) {
                        body.put("userId", "somebody else");
                    }
                }))
                .toList();
    }

    private static List<Published> stays() {
        return LoginStory.login("stays").refusedToStranger(0.05).requested(0.1).facts().stream()
                .map(fact -> OwnSchema.with(fact, body -> {
                    if (body.has("maskedDestination")) {
                        body.put("maskedDestination", "+44 •••• ••0999").put("destinationFingerprint", "another");
                    }
                }))
                .toList();
    }

    private static List<Login> found(String user) {
        return SCHEMA.search()
                .search(new Criteria(null, user, null, null, null, null, null, null, 50), ACME, LATER)
                .logins();
    }

    /** What reports count by. */
    private static List<String> counts() {
        return SCHEMA.jdbc.sql("""
                        SELECT concat_ws('|', type, happened_at, body ->> 'channel', body ->> 'status',
                            body ->> 'provider', body ->> 'country', body ->> 'outcome', count(*),
                            count(DISTINCT login_id), count(DISTINCT challenge_id))
                        FROM fact GROUP BY type, happened_at, body ->> 'channel', body ->> 'status',
                            body ->> 'provider', body ->> 'country', body ->> 'outcome' ORDER BY 1
                        """).query(String.class).list();
    }
}
