package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.history.contacts.ContactChange;
import ontime.history.contacts.ContactLog.UserKey;
import ontime.history.contacts.FollowerReport;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class PostgresContactLogIT {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UserKey ADA = new UserKey("acme", "ada");
    private static final UserKey BEA = new UserKey("acme", "bea");

    private final OwnSchema schema = OwnSchema.of("contactlog");
    private final PostgresContactLog log = new PostgresContactLog(schema.jdbc, schema.transaction, new SecureRandom());

    @Test
    void anErasureThatBreaksOffIsNotSaidToBeDoneAndCanBeDoneAgain() {
        log.add(change(ADA, 1, NOON));
        log.add(report(ADA, FollowerState.APPLIED, NOON));
        schema.jdbc
                .sql("ALTER TABLE contact_report RENAME TO contact_report_away")
                .update();

        assertThatThrownBy(() -> log.erase(ADA, NOON.plusSeconds(1))).isInstanceOf(DataAccessException.class);

        assertThat(log.isErased(ADA, NOON.plusSeconds(1))).isFalse();
        assertThat(schema.rows("contact_change").toString()).contains("ada");
        schema.jdbc
                .sql("ALTER TABLE contact_report_away RENAME TO contact_report")
                .update();
        log.erase(ADA, NOON.plusSeconds(1));
        assertThat(log.isErased(ADA, NOON.plusSeconds(1))).isTrue();
        assertThat(schema.rows("contact_change").toString()).doesNotContain("ada");
        assertThat(schema.rows("contact_report").toString()).doesNotContain("ada");

        // What is read again of that time stays away; what comes after it is kept.
        log.add(change(ADA, 1, NOON));
        log.add(change(ADA, 2, NOON.plusSeconds(2)));
        assertThat(log.of(Set.of(ADA)).getOrDefault(ADA, List.of()))
                .extracting(known -> known.change().version())
                .containsExactly(2L);
        // Nobody can tell by the digest whose it is, nor that two are of the same person.
        log.erase(ADA, NOON.plusSeconds(3));
        assertThat(schema.jdbc
                        .sql("SELECT count(DISTINCT digest) FROM contact_erasure WHERE octet_length(salt) = 16")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aStateThatIsToldAgainAfterAnotherOneCounts() {
        log.add(change(BEA, 1, NOON));
        for (var report : List.of(
                report(BEA, FollowerState.APPLIED, NOON.plusSeconds(3)),
                report(BEA, FollowerState.FAILED, NOON.plusSeconds(2)),
                report(BEA, FollowerState.APPLIED, NOON.plusSeconds(1)),
                report(BEA, FollowerState.APPLIED, NOON.plusSeconds(1)),
                report(BEA, FollowerState.APPLIED, NOON.plusSeconds(4)))) {
            log.add(report);
        }

        var known = log.of(Set.of(BEA)).getOrDefault(BEA, List.of()).getFirst();
        assertThat(known.reports()).hasSize(3);
        assertThat(known.inForce()).contains(report(BEA, FollowerState.APPLIED, NOON.plusSeconds(3)));
    }

    @Test
    void inWhateverOrderAndHoweverOftenItIsToldTheSameIsKept() {
        var told = tell(new UserKey("acme", "in-order"), _ -> {});
        assertThat(told).hasSize(2);

        for (int seed = 0; seed < 30; seed++) {
            var chance = new Random(seed);
            assertThat(tell(new UserKey("acme", "shuffled-" + seed), steps -> {
                        steps.addAll(steps.subList(0, chance.nextInt(steps.size())));
                        Collections.shuffle(steps, chance);
                    }))
                    .as("seed %d", seed)
                    .isEqualTo(told);
        }
    }

    /** Four changes, what the issuer said of them, and an erasure amid them: what is kept of it, without the user. */
    private List<String> tell(UserKey user, Consumer<List<Runnable>> order) {
        var steps = new ArrayList<Runnable>();
        for (int version = 1; version <= 4; version++) {
            var at = NOON.plusSeconds(10L * version);
            var change = change(user, version, at);
            steps.add(() -> log.add(change));
            for (var state : List.of(FollowerState.FAILED, FollowerState.APPLIED, FollowerState.DRIFTED)) {
                var report = new FollowerReport(
                        "acme",
                        user.userId(),
                        "issuer",
                        ContactKind.PHONE,
                        version,
                        state,
                        null,
                        at.plusSeconds(steps.size() % 4));
                steps.add(() -> log.add(report));
            }
        }
        steps.add(() -> log.erase(user, NOON.plusSeconds(29)));
        order.accept(steps);
        steps.forEach(Runnable::run);
        return log.of(Set.of(user)).getOrDefault(user, List.of()).stream()
                .map(known -> known.toString().replace(user.userId(), "somebody"))
                .toList();
    }

    private static ContactChange change(UserKey user, long version, Instant at) {
        return new ContactChange(
                "acme", user.userId(), ContactKind.PHONE, version, "masked", "f1", null, null, ChangedBy.USER, at, at);
    }

    private static FollowerReport report(UserKey user, FollowerState state, Instant at) {
        return new FollowerReport("acme", user.userId(), "issuer", ContactKind.PHONE, 1, state, null, at);
    }
}
