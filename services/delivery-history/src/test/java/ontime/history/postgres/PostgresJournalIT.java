package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import ontime.history.HistoryIntegration;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.FactLog;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresFactLogIT extends HistoryIntegration {

    @Autowired
    private FactLog log;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void anyOrderAndRepetitionOfTheSameFactsLeavesTheSameRows() {
        var seed = new Random().nextLong();
        var random = new Random(seed);
        var expected = rows(stored(story("expected").facts(), "expected"));

        for (var round = 0; round < 60; round++) {
            var name = "round" + round;
            var facts = new ArrayList<>(story(name).facts());
            // Repeated, and some of them published a second time later, as after a crash of the issuer.
            facts.addAll(facts.stream()
                    .filter(fact -> random.nextBoolean())
                    .map(fact -> new Published(fact.fact(), fact.publishedAt().plusSeconds(random.nextInt(60))))
                    .toList());
            Collections.shuffle(facts, random);
            while (!facts.isEmpty()) {
                var batch = facts.subList(0, 1 + random.nextInt(facts.size()));
                log.add(batch);
                batch.clear();
            }

            assertThat(rows(name)).as("seed %d, round %d", seed, round).isEqualTo(expected);
        }
    }

    @Test
    void aLoginThatAStrangerWasRefusedAtIsItsOwnUsersInWhateverOrder() {
        var facts =
                LoginStory.login("owned").requested(0.1).refusedToStranger(5).facts();
        var reversed = LoginStory.login("owned-too")
                .requested(0.1)
                .refusedToStranger(5)
                .facts()
                .reversed();
        facts.forEach(fact -> log.add(List.of(fact)));
        reversed.forEach(fact -> log.add(List.of(fact)));

        assertThat(rows("owned", "SELECT user_id FROM login WHERE login_id = :login"))
                .isEqualTo(List.of("u-*"));
        assertThat(rows("owned-too", "SELECT user_id FROM login WHERE login_id = :login"))
                .isEqualTo(List.of("u-*"));
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
                log.add(own.subList(0, own.size() / 2));
                log.add(own.subList(own.size() / 2, own.size()));
                return true;
            }));
            for (var writer : done) {
                assertThat(writer.get()).isTrue();
            }
        }

        assertThat(rows("shared0")).isEqualTo(rows("shared49"));
    }

    @Test
    void whatTheDatabaseCannotKeepIsRefusedAndNothingOfItsBatchIsKept() {
        var good = story("beside-nul").facts();
        var bad = story("with\0nul").facts();

        assertThatThrownBy(() -> log.add(List.of(good.getFirst(), bad.getFirst())))
                .isInstanceOf(FactsRefused.class)
                .hasMessageContaining("SQLSTATE 22");
        assertThat(rows("beside-nul").get("fact")).isEmpty();
    }

    @Test
    void theDatabaseOrdersStatesAsTheCoreDoes() {
        var states = jdbc.sql("SELECT unnest(enum_range(NULL::delivery_state))::text")
                .query(String.class)
                .list();

        assertThat(states)
                .isEqualTo(Arrays.stream(DeliveryState.values()).map(Enum::name).toList());
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

    private String stored(List<Published> facts, String name) {
        log.add(facts);
        return name;
    }

    /** All rows of a story, its own name replaced, so that stories can be compared. */
    private Map<String, List<String>> rows(String name) {
        return Map.of(
                "fact", rows(name, "SELECT fact::text FROM fact WHERE login_id = :login ORDER BY event_id"),
                "login", rows(name, "SELECT login::text FROM login WHERE login_id = :login"),
                "delivery",
                        rows(
                                name,
                                "SELECT delivery::text FROM delivery WHERE login_id = :login ORDER BY challenge_id, delivery"));
    }

    private List<String> rows(String name, String query) {
        return jdbc.sql(query).param("login", "l-" + name).query(String.class).list().stream()
                .map(row -> row.replace("-" + name, "-*"))
                .toList();
    }
}
