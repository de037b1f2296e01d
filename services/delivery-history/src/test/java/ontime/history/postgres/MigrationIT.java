package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.DeliveryReason;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.history.facts.Fact;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MigrationIT {

    @Test
    void aDatabaseOfBeforeHasAfterwardsWhatANewOneWouldHave() {
        var facts = facts();
        var old = OwnSchema.ofVersion("migrated", "4");
        facts.forEach(published -> insert(old, published));
        old.migrate("latest");
        old.listDays();
        var fresh = OwnSchema.of("migratedfresh");
        fresh.journal().add(facts);

        assertThat(old.rows("fact")).hasSameSizeAs(facts);
        assertThat(old.rows()).isEqualTo(fresh.rows());
        assertThat(old.rows()).doesNotContainKeys("login", "delivery", "fact_before");
    }

    @Test
    void aMigrationOfDaysThatWasCutOffIsRunAgain() {
        var old = OwnSchema.ofVersion("migratedagain", "4");
        facts().forEach(published -> insert(old, published));
        old.migrate("5");
        var expected = old.rows();

        old.jdbc.sql("DELETE FROM flyway_schema_history WHERE version = '5'").update();
        old.migrate("5");

        assertThat(old.rows()).isEqualTo(expected);
    }

    @Test
    void whoeverHasTheDaysFromTheMigrationOfBeforeStartsAsUsual() {
        var schema = OwnSchema.ofVersion("migratedbefore", "5");
        schema.jdbc
                .sql("UPDATE flyway_schema_history SET checksum = -751275926 WHERE version = '5'")
                .update();

        schema.migrate("latest");

        assertThat(schema.rows()).containsKey("rebuild");
    }

    @Test
    void anEmptyDatabaseMigratesToo() {
        var schema = OwnSchema.ofVersion("migratedempty", "4");
        schema.migrate("latest");

        assertThat(schema.journal().isEmpty()).isTrue();
    }

    private static List<Published> facts() {
        var facts = new ArrayList<Published>();
        facts.addAll(LoginStory.login("a")
                .requested(0.1)
                .deferred(1, DeliveryReason.THROTTLED, 0.4)
                .accepted(2, 2.5, 2.6)
                .delivered(5)
                .redelivered(40, Channel.EMAIL, RoutingReason.FALLBACK)
                .returned(DeliveryReason.MAILBOX_FULL, 14 * 3600)
                .again(60)
                .dropped(DeliveryReason.EXPIRED, 301)
                .unknown(400)
                .typed(CheckOutcome.WRONG_CODE, 4, 70)
                .supersededBy("l-b", "K8", 75)
                .facts());
        facts.addAll(LoginStory.login("b")
                .rateLimited("user", 0.05, 10)
                .refusedToStranger(0.07)
                .refused(RefusalReason.MALFORMED, 0.09)
                .facts());
        facts.addAll(LoginStory.login("c")
                .requested(0.1)
                .failed(DeliveryReason.OPTED_OUT, 1)
                .facts());
        facts.add(
                OwnSchema.with(LoginStory.login("early").requested(0.1).facts().getFirst(), body -> {
                    body.put("clickedAt", "2026-03-01T23:59:59.900Z");
                    body.put("requestedAt", "2026-03-02T00:00:00.100Z");
                }));
        facts.add(OwnSchema.with(
                LoginStory.login("told")
                        .requested(0.1)
                        .accepted(0.2, 0.4)
                        .facts()
                        .getLast(),
                body -> {
                    body.put("publishedAt", "2026-03-01T23:59:59.900Z");
                    body.put("detail", "250 ok");
                }));
        return facts;
    }

    /** As version 4 kept facts: with what they do not say as null. */
    private static void insert(OwnSchema schema, Published published) {
        var fact = published.fact();
        schema.jdbc
                .sql("""
                        INSERT INTO fact VALUES (:event, :type, :tenant, :login, :challenge, :happened, :published,
                            CAST(:body AS jsonb))
                        """)
                .param("event", fact.eventId())
                .param("type", fact.type())
                .param("tenant", fact.tenant())
                .param("login", fact.loginId())
                .param("challenge", fact instanceof Fact.OfChallenge of ? of.challengeId() : null)
                .param("happened", fact.at().atOffset(ZoneOffset.UTC))
                .param("published", published.publishedAt().atOffset(ZoneOffset.UTC))
                .param("body", JsonMapper.shared().writeValueAsString(fact))
                .update();
    }
}
