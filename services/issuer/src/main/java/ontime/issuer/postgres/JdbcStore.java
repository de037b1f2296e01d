package ontime.issuer.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Store;
import ontime.issuer.outbox.EventContent;
import ontime.issuer.outbox.OutboxEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Challenges and their events in one PostgreSQL transaction. What it committed, it hands on to be published at once.
 */
public final class JdbcStore implements Store {

    private static final String COLUMNS = """
            challenge_id, tenant, user_id, login_id, sequence, reference, code_hash, state, attempts_left, deliveries,
            requested_channel, channel, routing_reason, destination, requested_at, expires_at, resend_at
            """;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final Consumer<List<OutboxEntry>> afterCommit;
    private final Supplier<@Nullable String> traceparent;
    private final InstantSource clock;

    /**
     * Keeps challenges.
     *
     * @param afterCommit gets the events of each unit when it has committed
     * @param traceparent of the request that the present thread serves; gives null when there is none
     */
    public JdbcStore(
            JdbcClient database,
            TransactionTemplate transactions,
            Consumer<List<OutboxEntry>> afterCommit,
            Supplier<@Nullable String> traceparent,
            InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.afterCommit = afterCommit;
        this.traceparent = traceparent;
        this.clock = clock;
    }

    @Override
    public <T> T inOneUnit(Function<Unit, T> work) {
        var unit = new JdbcUnit();
        T result = Objects.requireNonNull(transactions.execute(status -> work.apply(unit)));
        if (!unit.written.isEmpty()) {
            afterCommit.accept(unit.written);
        }
        return result;
    }

    private final class JdbcUnit implements Unit {

        private final List<OutboxEntry> written = new ArrayList<>();

        @Override
        public long nextSequence(String tenant, String userId) {
            return database.sql("""
                            insert into user_sequence (tenant, user_id, last_sequence) values (:tenant, :user, 1)
                            on conflict (tenant, user_id) do update set last_sequence = user_sequence.last_sequence + 1
                            returning last_sequence
                            """)
                    .param("tenant", tenant)
                    .param("user", userId)
                    .query(Long.class)
                    .single();
        }

        @Override
        public List<Challenge> active(String tenant, String userId) {
            return database.sql("select " + COLUMNS + """
                            from challenge where tenant = :tenant and user_id = :user and state = 'ACTIVE'
                            order by sequence desc for update
                            """)
                    .param("tenant", tenant)
                    .param("user", userId)
                    .query(JdbcStore::challenge)
                    .list();
        }

        @Override
        public List<Challenge> superseded(String tenant, String userId, Instant since) {
            return database.sql("select " + COLUMNS + """
                            from challenge where tenant = :tenant and user_id = :user and state = 'SUPERSEDED'
                            and requested_at > :since order by sequence desc
                            """)
                    .param("tenant", tenant)
                    .param("user", userId)
                    .param("since", utc(since))
                    .query(JdbcStore::challenge)
                    .list();
        }

        @Override
        public Optional<Challenge> newestOf(String tenant, String userId) {
            return database.sql("select " + COLUMNS + """
                            from challenge where tenant = :tenant and user_id = :user order by sequence desc limit 1
                            """)
                    .param("tenant", tenant)
                    .param("user", userId)
                    .query(JdbcStore::challenge)
                    .optional();
        }

        @Override
        public Optional<Challenge> lock(String tenant, String challengeId) {
            return database.sql("select " + COLUMNS
                            + "from challenge where tenant = :tenant and challenge_id = :challenge for update")
                    .param("tenant", tenant)
                    .param("challenge", challengeId)
                    .query(JdbcStore::challenge)
                    .optional();
        }

        @Override
        public Optional<Challenge> lockNewestOfLogin(String tenant, String loginId) {
            return database.sql("select " + COLUMNS + """
                            from challenge where tenant = :tenant and login_id = :login
                            order by requested_at desc, sequence desc limit 1 for update
                            """)
                    .param("tenant", tenant)
                    .param("login", loginId)
                    .query(JdbcStore::challenge)
                    .optional();
        }

        @Override
        public void add(Challenge challenge, String fingerprint) {
            Channel requested = challenge.requestedChannel();
            database.sql("insert into challenge (" + COLUMNS + """
                            , fingerprint) values (:challenge, :tenant, :user, :login, :sequence, :reference, :hash, :state, :attempts,
                            :deliveries, :requestedChannel, :channel, :reason, :destination, :requestedAt, :expiresAt, :resendAt,
                            :fingerprint)
                            """)
                    .param("challenge", challenge.challengeId())
                    .param("tenant", challenge.tenant())
                    .param("user", challenge.userId())
                    .param("login", challenge.loginId())
                    .param("sequence", challenge.sequence())
                    .param("reference", challenge.reference())
                    .param("hash", challenge.codeHash())
                    .param("state", challenge.state().name())
                    .param("attempts", challenge.attemptsLeft())
                    .param("deliveries", challenge.deliveries())
                    .param("requestedChannel", requested == null ? null : requested.name())
                    .param("channel", challenge.channel().name())
                    .param("reason", challenge.routingReason().name())
                    .param("destination", challenge.destination())
                    .param("requestedAt", utc(challenge.requestedAt()))
                    .param("expiresAt", utc(challenge.expiresAt()))
                    .param("resendAt", utc(challenge.resendAt()))
                    .param("fingerprint", fingerprint)
                    .update();
        }

        @Override
        public void change(Challenge challenge) {
            database.sql("""
                            update challenge set state = :state, attempts_left = :attempts, deliveries = :deliveries
                            where challenge_id = :challenge
                            """)
                    .param("challenge", challenge.challengeId())
                    .param("state", challenge.state().name())
                    .param("attempts", challenge.attemptsLeft())
                    .param("deliveries", challenge.deliveries())
                    .update();
        }

        @Override
        public void publish(Event event) {
            byte[] content = EventContent.write(event.content());
            String type = event.content().getSchema().getFullName();
            String trace = traceparent.get();
            long id = database.sql("""
                            insert into outbox (topic, key, event_id, event_at, event_type, content, traceparent, written_at)
                            values (:topic, :key, :event, :at, :type, :content, :trace, :now) returning id
                            """)
                    .param("topic", event.topic().name())
                    .param("key", event.key())
                    .param("event", event.id())
                    .param("at", utc(event.at()))
                    .param("type", type)
                    .param("content", content)
                    .param("trace", trace)
                    .param("now", utc(clock.instant()))
                    .query(Long.class)
                    .single();
            written.add(new OutboxEntry(id, event.topic(), event.key(), event.id(), event.at(), type, content, trace));
        }
    }

    private static Challenge challenge(ResultSet row, int number) throws SQLException {
        String requested = row.getString("requested_channel");
        return new Challenge(
                row.getString("challenge_id"),
                row.getString("tenant"),
                row.getString("user_id"),
                row.getString("login_id"),
                row.getLong("sequence"),
                row.getString("reference"),
                row.getBytes("code_hash"),
                Challenge.State.valueOf(row.getString("state")),
                row.getInt("attempts_left"),
                row.getInt("deliveries"),
                requested == null ? null : Channel.valueOf(requested),
                Channel.valueOf(row.getString("channel")),
                RoutingReason.valueOf(row.getString("routing_reason")),
                row.getString("destination"),
                instant(row, "requested_at"),
                instant(row, "expires_at"),
                instant(row, "resend_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
