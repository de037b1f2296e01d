package ontime.directory.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.directory.follower.Standing;
import ontime.directory.following.Work;
import ontime.directory.following.WorkList.Rest;
import ontime.directory.user.Account;
import ontime.directory.user.Actor;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.Store;
import ontime.directory.user.UserKey;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is to be done at the stores outside, while users change. */
class WorkListIT {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final Instant LEASE_ENDS = NOW.plus(Duration.ofMinutes(1));
    private static final Actor BY = Actor.rule("test", "a test");
    private static final Set<String> STORES = Set.of("entra", "people");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static final DirectorySchema SCHEMA = new DirectorySchema("worklist");

    private final JdbcClient database = SCHEMA.database();
    private final JdbcWorkList list = new JdbcWorkList(database, SCHEMA.transactions(), () -> {}, () -> null);
    private final Store store = new JdbcStore(
            database,
            SCHEMA.batches(),
            new JdbcOutbox(database, SCHEMA.transactions()),
            SCHEMA.transactions(),
            () -> {},
            () -> null);
    private final String tenant = "tenant-" + COUNT.incrementAndGet();

    @BeforeEach
    void forgetOtherTests() {
        database.sql("delete from following").update();
    }

    @AfterAll
    static void close() {
        SCHEMA.close();
    }

    @Test
    void whoEndsWorkAndWhoChangesTheUserMeanwhileAreNeverInEachOthersWay() throws Exception {
        var ada = added("ada");
        change(ada, 1);
        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int version = 2; version < 150; version++) {
                int next = version;
                var ends = new ArrayList<Callable<Object>>();
                STORES.forEach(follower -> list.claim(tenant, follower, NOW, LEASE_ENDS, 10)
                        .forEach(work -> ends.add(() -> {
                            list.end(work, told(work, FollowerState.APPLIED), false);
                            return work;
                        })));
                assertThat(ends).hasSize(2);
                ends.add(next % 2, () -> {
                    change(ada, next);
                    return next;
                });
                ends.add(() -> list.compare(tenant, "entra", "", 10, NOW));
                for (var end : together.invokeAll(ends)) {
                    mustSucceed(end);
                }
            }
        }
    }

    private static void mustSucceed(Future<Object> end) throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new AssertionError("two are in each other's way", e);
        }
    }

    @Test
    void whatSomebodyWaitsForGoesBeforeWhatComesByTheThousand() {
        var walked = added("walked");
        change(walked, 1);
        var asked = added("asked");
        change(asked, 1);
        list.claim(tenant, "entra", NOW, LEASE_ENDS, 10).forEach(work -> list.end(work, null, false));
        list.compare(tenant, "entra", "", 10, NOW.minusSeconds(20));
        var imported = new UserKey(tenant, "imported");
        store.inOneBatch(List.of(imported), false, unit -> {
            unit.create(account(imported));
            unit.add(contact(imported, 1));
            unit.expect(contact(imported, 1), STORES, STORES);
            return imported;
        });
        store.inOneUnit(unit -> {
            unit.lock(asked);
            list.compare(asked, "entra", NOW);
            return asked;
        });
        var changed = added("changed");
        change(changed, 1);

        assertThat(claimOneByOne()).containsExactly("changed", "asked", "imported", "walked");
    }

    private List<String> claimOneByOne() {
        var claimed = new ArrayList<String>();
        List<Work> one = list.claim(tenant, "entra", NOW, LEASE_ENDS, 1);
        while (!one.isEmpty()) {
            claimed.add(one.getFirst().user().userId());
            one = list.claim(tenant, "entra", NOW, LEASE_ENDS, 1);
        }
        return claimed;
    }

    @Test
    void whatWaitsForAnotherTryIsDueWhenSomebodyAsksForAComparison() {
        var ada = added("ada");
        change(ada, 1);
        var work = list.claim(tenant, "entra", NOW, LEASE_ENDS, 1).getFirst();
        list.postpone(work, NOW.plus(Duration.ofMinutes(15)), "it answers with 503");
        assertThat(list.claim(tenant, "entra", NOW, LEASE_ENDS, 1)).isEmpty();

        store.inOneUnit(unit -> {
            unit.lock(ada);
            list.compare(ada, "entra", NOW);
            return ada;
        });

        assertThat(list.claim(tenant, "entra", NOW, LEASE_ENDS, 1))
                .singleElement()
                .satisfies(again -> {
                    assertThat(again.task()).isEqualTo(Work.Task.APPLY);
                    assertThat(again.attempts()).isEqualTo(1);
                });
    }

    @Test
    void whyAStoreHasNotAppliedAContactAndWhenItIsTriedAgainIsKnown() {
        var ada = added("ada");
        change(ada, 1);
        assertThat(standing(ada)).isEqualTo(new Standing("entra", Standing.State.PENDING, NOW, null, 0, NOW));

        var work = list.claim(tenant, "entra", NOW, LEASE_ENDS, 1).getFirst();
        list.postpone(work, NOW.plusSeconds(5), "it cannot do it just now (404)");
        assertThat(standing(ada))
                .isEqualTo(new Standing(
                        "entra", Standing.State.PENDING, NOW, "it cannot do it just now (404)", 1, NOW.plusSeconds(5)));

        change(ada, 2);
        list.rests(tenant, "entra", new Rest("it answers with 503", NOW.plusSeconds(60)));
        assertThat(standing(ada))
                .as("of a store that does nothing for anybody")
                .isEqualTo(new Standing(
                        "entra", Standing.State.PENDING, NOW, "it answers with 503", 0, NOW.plusSeconds(60)));

        list.answers(tenant, "entra");
        list.claim(tenant, "entra", NOW, LEASE_ENDS, 1)
                .forEach(one -> list.end(one, told(one, FollowerState.APPLIED), false));
        assertThat(standing(ada)).isEqualTo(new Standing("entra", Standing.State.APPLIED, NOW, null, 0, null));
    }

    private Standing standing(UserKey user) {
        return new JdbcLookup(database, () -> NOW)
                .find(user).orElseThrow().contacts().values().stream()
                        .flatMap(past -> past.followers().stream())
                        .filter(one -> one.follower().equals("entra"))
                        .findFirst()
                        .orElseThrow();
    }

    private UserKey added(String name) {
        var user = new UserKey(tenant, name);
        store.inOneUnit(unit -> unit.create(account(user)));
        return user;
    }

    private static Account account(UserKey user) {
        return new Account(user, 1, null, Set.of(), false, Map.of(), null, NOW, NOW);
    }

    private void change(UserKey user, long version) {
        store.inOneUnit(unit -> {
            unit.lock(user);
            unit.add(contact(user, version));
            unit.expect(contact(user, version), STORES, STORES);
            return user;
        });
    }

    /** One that was removed. */
    private static ContactVersion contact(UserKey user, long version) {
        return new ContactVersion(user, ContactKind.PHONE, version, null, null, false, null, null, BY, NOW, NOW);
    }

    private static ContactApplied told(Work work, FollowerState state) {
        return ContactApplied.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setTenant(work.user().tenant())
                .setUserId(work.user().userId())
                .setFollower(work.follower())
                .setKind(work.kind())
                .setVersion(work.version())
                .setState(state)
                .setDetail(null)
                .setAppliedAt(NOW)
                .build();
    }
}
