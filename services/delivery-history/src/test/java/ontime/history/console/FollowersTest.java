package ontime.history.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import ontime.events.CheckOutcome;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.facts.FactCount;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.facts.LoginStory;
import ontime.history.rights.Grants;
import ontime.history.rights.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.StaticApplicationContext;

class FollowersTest {

    private static final int OF_ONE = 3;
    private static final HistorySettings SETTINGS = new HistorySettings(
            Map.of(), false, 1, Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofHours(12));

    private final Login over = LoginStory.login("followed")
            .requested(0.1)
            .accepted(0.2, 0.3)
            .typed(CheckOutcome.VERIFIED, 4, 9)
            .seenAt(20);
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger counts = new AtomicInteger();
    private final AtomicLong facts = new AtomicLong(3);
    private volatile boolean failing;
    private final Followers followers = new Followers(
            logins(),
            counts(),
            SETTINGS,
            new ConsoleSettings(Duration.ofSeconds(10), Duration.ofMillis(2), 5, OF_ONE, 2, 1, null),
            over::clickedAt);

    @AfterEach
    void stop() {
        followers.stop(new ContextClosedEvent(new StaticApplicationContext()));
    }

    @Test
    void theOldestOfOnesOwnGivesWayAndNobodyElses() {
        for (int place = 0; place < OF_ONE + 4; place++) {
            assertThat(followers.follow(over, user("sally"))).isNotNull();
        }
        assertThat(followers.follow(over, user("lena"))).isNotNull();
        assertThat(followers.follow(over, user("adam"))).isNotNull();

        assertThat(followers.follow(over, user("otto")))
                .as("all places are taken")
                .isNull();
    }

    @Test
    void whoGaveWayFollowsNoMore() throws Exception {
        var first = follower();
        var places = new FollowerPlaces(5, 1);
        assertThat(places.take("sally", first)).isTrue();

        assertThat(places.take("sally", follower())).isTrue();

        // Returns at once, because it was told to stop.
        first.run();
    }

    @Test
    void aPlaceIsFreeOnceAndForOneOnly() {
        var first = follower();
        var places = new FollowerPlaces(2, 1);
        assertThat(places.take("sally", first)).isTrue();
        assertThat(places.take("sally", follower())).isTrue();
        assertThat(places.take("lena", follower())).isTrue();

        // The place went to sally's next one before.
        places.free("sally", first);

        assertThat(places.take("otto", follower())).isFalse();
    }

    private Follower follower() {
        return new Follower(
                over,
                Set.of("acme"),
                new Follower.Means(
                        logins(), SETTINGS.patience(), over::clickedAt, Duration.ofMillis(2), new Semaphore(1)));
    }

    @Test
    void aLoginIsReadWhenItHasGrownAndNotAtEveryTurn() {
        followers.follow(over, user("sally"));
        await().until(() -> counts.get() > 5);
        int before = reads.get();
        assertThat(before).isLessThanOrEqualTo(2);
        int turns = counts.get();
        await().until(() -> counts.get() > turns + 5);
        assertThat(reads).hasValue(before);

        facts.incrementAndGet();

        await().until(() -> reads.get() == before + 1);
    }

    @Test
    void allFollowersAreAskedForAtOnce() {
        followers.follow(over, user("sally"));
        followers.follow(over, user("lena"));
        await().until(() -> counts.get() > 3);

        assertThat(reads.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void whatGoesWrongAtOneTurnDoesNotEndTheWatch() {
        failing = true;
        followers.follow(over, user("sally"));
        await().until(() -> counts.get() > 3);
        int before = reads.get();
        failing = false;
        facts.incrementAndGet();

        await().until(() -> reads.get() > before);
    }

    private HistoryUser user(String name) {
        return new HistoryUser() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Grants grants() {
                return Grants.of(Set.of(Role.SUPPORT), Set.of("acme"));
            }
        };
    }

    private FactCount counts() {
        return (logins, since) -> {
            counts.incrementAndGet();
            if (failing) {
                throw new IllegalArgumentException("not the database's");
            }
            return Map.of(FactCount.Key.of(over), facts.get());
        };
    }

    private LoginSearch logins() {
        return new LoginSearch() {
            @Override
            public Optional<Login> find(String loginId, Set<String> tenants, Instant now) {
                reads.incrementAndGet();
                return Optional.of(over);
            }

            @Override
            public Page search(Criteria criteria, Set<String> tenants, Instant now) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
