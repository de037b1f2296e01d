package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import ontime.events.Topic;
import ontime.history.facts.FactLog;
import ontime.history.facts.LoginStory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class RebuildIT extends HistoryIntegration {

    private static final Instant CLICK = Instant.parse("2026-03-02T10:00:00Z");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FactLog log;

    /** What others have audited before is not this test's. */
    private long auditedBefore;

    @BeforeEach
    void readTheAudit() {
        auditedBefore = jdbc.sql("SELECT coalesce(max(number), 0) FROM audit")
                .query(Long.class)
                .single();
    }

    @Test
    void theTopicsAreReadAnewTheRestIsCarriedOverAndTheOldTablesServeMeanwhile() throws Exception {
        publish(Topic.REQUESTS, new TestEvents("l-told-anew", "acme", CLICK).requested());
        publish(Topic.RECEIPTS, new TestEvents("l-told-anew", "acme", CLICK).accepted());
        eventually().untilAsserted(() -> assertThat(facts("l-told-anew")).isEqualTo(2));
        // As an older version may have understood it.
        jdbc.sql("UPDATE fact SET body = jsonb_set(body, '{reference}', '\"ZZ\"') WHERE login_id = 'l-told-anew'")
                .update();
        jdbc.sql("DELETE FROM mention WHERE login_id = 'l-told-anew'").update();
        assertThat(found("user=u-l-told-anew").at("/logins")).isEmpty();
        // Of this the topics know nothing any more.
        log.add(LoginStory.login("carried").requested(0.1).accepted(0.2, 0.3).facts());
        var before = all();

        assertThat(postJson("/v1/rebuild", "", adam()).statusCode()).isEqualTo(202);
        for (var number = 0; number < 50; number++) {
            publish(Topic.REQUESTS, new TestEvents("l-meanwhile-" + number, "acme", CLICK).requested());
            assertThat(get("/v1/logins/l-carried", sally()).statusCode()).isEqualTo(200);
        }
        eventually()
                .until(() -> !json(get("/v1/rebuild", adam()))
                        .at("/state")
                        .asString()
                        .equals("RUNNING"));

        var progress = json(get("/v1/rebuild", adam()));
        assertThat(progress.at("/state").asString()).as(progress.toString()).isEqualTo("DONE");
        eventually().untilAsserted(() -> assertThat(audited("REBUILT")).endsWith("BEGUN", "DONE"));
        assertThat(progress.at("/read").asLong()).isGreaterThanOrEqualTo(2);
        eventually().untilAsserted(() -> assertThat(all()).isEqualTo(before + 50));
        assertThat(found("user=u-l-told-anew").at("/logins/0/reference").asString())
                .isEqualTo("K7");
        assertThat(found("user=u-carried").at("/logins/0/loginId").asString()).isEqualTo("l-carried");
        assertThat(get("/v1/logins/l-carried", sally()).statusCode()).isEqualTo(200);

        // The new tables go on as the old ones did.
        publish(Topic.REQUESTS, new TestEvents("l-after", "acme", CLICK).requested());
        eventually().untilAsserted(() -> assertThat(facts("l-after")).isOne());
        assertThat(jdbc.sql("SELECT to_regclass('next_fact') IS NULL")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aRebuildThatCannotBeginHasFailed() {
        jdbc.sql("ALTER TABLE rebuild RENAME TO rebuild_away").update();
        try {
            assertThat(postJson("/v1/rebuild", "", adam()).statusCode()).isGreaterThanOrEqualTo(500);
        } finally {
            jdbc.sql("ALTER TABLE rebuild_away RENAME TO rebuild").update();
        }

        assertThat(audited("REBUILT")).endsWith("BEGUN", "FAILED");
    }

    @Test
    void onlyAnAdministratorMayRebuildOrErase() {
        assertThat(postJson("/v1/rebuild", "", sally()).statusCode()).isEqualTo(403);
        assertThat(get("/v1/rebuild", sally()).statusCode()).isEqualTo(403);
        assertThat(postJson("/v1/erasures", "{\"userId\": \"u-1\", \"reason\": \"asked to\"}", sally())
                        .statusCode())
                .isEqualTo(403);
        assertThat(postJson("/v1/erasures", "{\"userId\": \"u-1\", \"reason\": \"asked to\"}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anErasedUserIsFoundByNobodyAndTheLoginHasAnotherName() {
        publish(Topic.REQUESTS, new TestEvents("l-erased", "acme", CLICK).requested());
        eventually().untilAsserted(() -> assertThat(facts("l-erased")).isOne());

        var erased = postJson("/v1/erasures", "{\"userId\": \"u-l-erased\", \"reason\": \"asked to\"}", adam());

        assertThat(erased.statusCode()).as(erased.body()).isEqualTo(200);
        assertThat(json(erased).toString()).isEqualTo("{\"outcome\":\"DONE\",\"logins\":1,\"facts\":1,\"contacts\":0}");
        assertThat(audited("ERASED")).containsExactly("BEGUN", "DONE");
        assertThat(jdbc.sql("SELECT DISTINCT reason FROM audit WHERE action = 'ERASED' AND number > :before")
                        .param("before", auditedBefore)
                        .query(String.class)
                        .list())
                .containsExactly("asked to");
        assertThat(found("user=u-l-erased").at("/logins")).isEmpty();
        assertThat(get("/v1/logins/l-erased", sally()).statusCode()).isEqualTo(404);
        assertThat(postJson("/v1/erasures", "{\"userId\": \" \", \"reason\": \"asked to\"}", adam())
                        .statusCode())
                .isEqualTo(400);
        assertThat(postJson(
                                "/v1/erasures",
                                "{\"userId\": \"u-1\", \"tenant\": \"other\", \"reason\": \"asked to\"}",
                                adam())
                        .statusCode())
                .isEqualTo(400);
        assertThat(postJson("/v1/erasures", "not JSON", adam()).statusCode()).isEqualTo(400);
    }

    @Test
    void ofAUserWhomNobodyKnowsItIsSaidThatNothingWasFound() {
        ISSUER.answers(404, "{\"type\": \"unknown-user\", \"detail\": \"User is not known\"}");
        var erased = postJson("/v1/erasures", "{\"userId\": \"u-never-seen\", \"reason\": \"asked to\"}", adam());

        ISSUER.reset();
        assertThat(erased.statusCode()).as(erased.body()).isEqualTo(200);
        assertThat(json(erased).at("/outcome").asString()).isEqualTo("NOTHING_FOUND");
        assertThat(audited("ERASED")).containsExactly("BEGUN", "NOTHING_FOUND");
    }

    @Test
    void whatNobodyGivesAReasonForIsNotErased() {
        for (var reason : List.of("", ", \"reason\": null", ", \"reason\": \"  \"")) {
            var refused = postJson("/v1/erasures", "{\"userId\": \"u-1\"" + reason + "}", adam());
            assertThat(refused.statusCode()).as(reason).isEqualTo(400);
            assertThat(json(refused).at("/detail").asString()).contains("reason");
        }
        assertThat(audited("ERASED")).isEmpty();
    }

    private JsonNode found(String query) {
        HttpResponse<String> answer = get("/v1/logins?" + query, sally());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
    }

    private int facts(String loginId) {
        return jdbc.sql("SELECT count(*) FROM fact WHERE login_id = :login")
                .param("login", loginId)
                .query(Integer.class)
                .single();
    }

    private List<String> audited(String action) {
        return jdbc.sql("SELECT outcome FROM audit WHERE action = :action AND actor = 'adam' AND number > :before"
                        + " ORDER BY number")
                .param("action", action)
                .param("before", auditedBefore)
                .query(String.class)
                .list();
    }

    private int all() {
        return jdbc.sql("SELECT count(*) FROM fact").query(Integer.class).single();
    }

    private void publish(Topic topic, Object event) {
        try (var events = events();
                var producer = producer()) {
            producer.send(new ProducerRecord<>(
                            topic.topicName(), "k".getBytes(UTF_8), events.serialize(topic.topicName(), event)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
