package ontime.directory.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import ontime.directory.following.NoProtection;
import ontime.directory.postgres.JdbcLookup;
import ontime.directory.user.Errand;
import ontime.directory.user.Errands;
import ontime.directory.user.Protection;
import ontime.directory.user.UserKey;
import ontime.sealing.Holder;
import ontime.tracing.Spans;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import tools.jackson.databind.json.JsonMapper;

class MessengerTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    @Test
    void oneThatBreaksOffHoldsUpNoOtherOfItsLane() {
        var errands = new Queue("first", "second", "third");
        try (var messenger = messenger(errands, new NoProtection(), NOW)) {
            messenger.run();

            await().until(() -> errands.removed.size() == 2);
            assertThat(errands.removed).containsExactly("second", "third");
        }
    }

    @Test
    void whatBreaksOffEachTimeIsTriedAgainForADayAndGivenUpThen() {
        var errands = new Queue("second");
        try (var messenger = messenger(errands, new Opened(), NOW)) {
            messenger.run();
            await().until(() -> errands.postponed.equals(List.of("second until " + NOW.plusSeconds(5))));
        }
        try (var messenger = messenger(errands, new Opened(), NOW.plus(Duration.ofDays(1)))) {
            messenger.run();
            await().until(() -> errands.removed.equals(List.of("second")));
        }
    }

    /** Then the call goes to what is no address of a host, which nobody has thought of. */
    private static final class Opened extends NoProtection {

        @Override
        public String open(byte[] closed, Holder holder) {
            return "{}";
        }
    }

    /** Without a protection nothing of these can be opened here, so that each is given up without a call. */
    private static Messenger messenger(Errands errands, Protection protection, Instant now) {
        return new Messenger(
                errands,
                new JdbcLookup(JdbcClient.create(new NoDatabase()), InstantSource.fixed(now)),
                protection,
                new IssuerAccess(URI.create("http://127.0.0.1:1"), Map.of()),
                Map.of("demo", new SessionsWebhook(URI.create("mailto:nobody"), "secret")),
                new SimpleMeterRegistry(),
                Spans.none(new Random(1)),
                InstantSource.fixed(now),
                JsonMapper.shared());
    }

    /** The first of a lane cannot be removed. */
    private static final class Queue implements Errands {

        private final List<Errand> waiting = new ArrayList<>();
        private final List<String> postponed = Collections.synchronizedList(new ArrayList<>());
        private final List<String> removed = Collections.synchronizedList(new ArrayList<>());

        Queue(String... ids) {
            Stream.of(ids)
                    .map(id -> new Errand(
                            id, new UserKey("demo", "ada"), Errand.Kind.SESSIONS_REVOKED, new byte[1], 0, NOW, NOW))
                    .forEach(waiting::add);
        }

        @Override
        public Set<Errands.Lane> due(Instant now) {
            return Set.of(new Errands.Lane("demo", Errand.Kind.SESSIONS_REVOKED));
        }

        @Override
        public List<Errand> claim(Errands.Lane lane, Instant now, Instant leaseEnds, int limit) {
            return waiting;
        }

        @Override
        public void postpone(Errand errand, Instant until) {
            postponed.add(errand.id() + " until " + until);
        }

        @Override
        public void remove(Errand errand) {
            if (errand.id().equals("first")) {
                throw new DataAccessResourceFailureException("away");
            }
            removed.add(errand.id());
        }

        @Override
        public long size() {
            return waiting.size();
        }
    }

    /** Is not asked. */
    private static final class NoDatabase extends AbstractDataSource {

        @Override
        public Connection getConnection() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Connection getConnection(String username, String password) {
            throw new UnsupportedOperationException();
        }
    }
}
