package ontime.issuer.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ontime.events.CodeChecked;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Store;
import ontime.issuer.kafka.OutgoingEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One unit of work within one transaction. */
final class JdbcUnit implements Store.Unit {

    private static final String UNLOCKED = "";
    private static final String LOCKED = " for update";

    private final JdbcClient database;
    private final ChallengeTable challenges;
    private final Consumer<OutgoingEvent> outbox;

    JdbcUnit(JdbcClient database, Consumer<OutgoingEvent> outbox) {
        this.database = database;
        this.challenges = new ChallengeTable(database);
        this.outbox = outbox;
    }

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
    public boolean claimLogin(String tenant, String loginId, String userId) {
        String owner = database.sql("""
                        insert into login (tenant, login_id, user_id, claimed_at) values (:tenant, :login, :user, now())
                        on conflict (tenant, login_id) do update set claimed_at = login.claimed_at
                        returning user_id
                        """)
                .param("tenant", tenant)
                .param("login", loginId)
                .param("user", userId)
                .query(String.class)
                .single();
        return owner.equals(userId);
    }

    @Override
    public List<Challenge> recent(String tenant, String userId, Instant since) {
        return challenges.recent(tenant, userId, since, UNLOCKED);
    }

    @Override
    public List<Challenge> lockRecent(String tenant, String userId, Instant since) {
        return challenges.recent(tenant, userId, since, LOCKED);
    }

    @Override
    public Optional<Challenge> find(String tenant, String challengeId) {
        return challenges.find(tenant, challengeId, UNLOCKED);
    }

    @Override
    public Optional<Challenge> lock(String tenant, String challengeId) {
        return challenges.find(tenant, challengeId, LOCKED);
    }

    @Override
    public Optional<Challenge> lockNewestOfLogin(String tenant, String loginId) {
        return challenges.newestOfLogin(tenant, loginId, LOCKED);
    }

    @Override
    public void add(Challenge challenge) {
        challenges.add(challenge);
    }

    @Override
    public void change(Challenge challenge) {
        challenges.change(challenge);
    }

    @Override
    public void publish(OtpRequested event) {
        outbox.accept(OutgoingEvent.of(event));
    }

    @Override
    public void publish(OtpWithdrawn event) {
        outbox.accept(OutgoingEvent.of(event));
    }

    @Override
    public void publish(CodeChecked event) {
        outbox.accept(OutgoingEvent.of(event));
    }
}
