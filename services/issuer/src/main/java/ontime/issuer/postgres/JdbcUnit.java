package ontime.issuer.postgres;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import ontime.events.CodeChecked;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Once;
import ontime.issuer.challenge.Store;
import ontime.issuer.challenge.Suppression;
import ontime.issuer.challenge.Timer;
import ontime.issuer.challenge.User;
import ontime.issuer.contact.AccountRules;
import ontime.issuer.contact.StoredAuthenticator;
import ontime.issuer.contact.StoredBook;
import ontime.issuer.kafka.OutgoingEvent;
import ontime.tracing.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One unit of work within one transaction. */
final class JdbcUnit implements Store.Unit {

    private final JdbcClient database;
    private final UserTable users;
    private final ChallengeTable challenges;
    private final AnsweredRequestTable requests;
    private final SuppressionTable suppressions;
    private final ContactTable contacts;
    private final Consumer<OutgoingEvent> outbox;

    JdbcUnit(JdbcClient database, Consumer<OutgoingEvent> outbox) {
        this.database = database;
        this.users = new UserTable(database);
        this.requests = new AnsweredRequestTable(database);
        this.challenges = new ChallengeTable(database);
        this.suppressions = new SuppressionTable(database);
        this.contacts = new ContactTable(database);
        this.outbox = outbox;
    }

    @Override
    public User lockNext(String tenant, String userId) {
        return users.lockNext(tenant, userId);
    }

    @Override
    public Optional<User> lockUser(String tenant, String userId) {
        return users.lock(tenant, userId);
    }

    @Override
    public Optional<User> lockUserOfChallenge(String tenant, String challengeId) {
        return users.lockOfChallenge(tenant, challengeId);
    }

    @Override
    public Optional<User> lockUserOfLogin(String tenant, String loginId) {
        return users.lockOfLogin(tenant, loginId);
    }

    @Override
    public void change(User user) {
        users.change(user);
    }

    @Override
    public Optional<Once.Remembered> claim(
            String tenant, String key, @Nullable String userId, String digest, Instant now) {
        return requests.claim(tenant, key, userId, digest, now);
    }

    @Override
    public void remember(String tenant, String key, String answer) {
        requests.remember(tenant, key, answer);
    }

    @Override
    public void release(String tenant, String key) {
        requests.release(tenant, key);
    }

    @Override
    public boolean claimLogin(String tenant, String loginId, String userId) {
        var login = database.sql("""
                        insert into login (tenant, login_id, user_id, claimed_at, traceparent)
                        values (:tenant, :login, :user, now(), :trace)
                        on conflict (tenant, login_id) do update set claimed_at = login.claimed_at
                        returning user_id, traceparent
                        """)
                .param("tenant", tenant)
                .param("login", loginId)
                .param("user", userId)
                .param("trace", Objects.toString(Work.context(), null))
                .query((row, _) -> new ClaimedLogin(row.getString("user_id"), row.getString("traceparent")))
                .single();
        if (!login.owner().equals(userId)) {
            return false;
        }
        Work.isAbout(loginId, login.traceparent());
        return true;
    }

    private record ClaimedLogin(String owner, @Nullable String traceparent) {}

    @Override
    public List<Challenge> recent(String tenant, String userId, Instant since) {
        return challenges.recent(tenant, userId, since);
    }

    @Override
    public Optional<Challenge> find(String tenant, String challengeId) {
        return challenges.find(tenant, challengeId);
    }

    @Override
    public Optional<Challenge> findNewestOfLogin(String tenant, String loginId) {
        return challenges.newestOfLogin(tenant, loginId);
    }

    @Override
    public List<Timer> timers(Instant now, int limit) {
        return challenges.timers(now, limit);
    }

    @Override
    public void suppress(Suppression suppression) {
        suppressions.add(suppression);
    }

    @Override
    public Set<String> suppressed(String tenant, Collection<String> fingerprints, Instant now) {
        return suppressions.of(tenant, fingerprints, now);
    }

    @Override
    public List<Suppression> suppressions(String tenant, Instant now) {
        return suppressions.inForce(tenant, now);
    }

    @Override
    public Optional<Suppression> lift(String tenant, String fingerprint, Instant now) {
        return suppressions.remove(tenant, fingerprint, now);
    }

    @Override
    public void add(Challenge challenge, byte @Nullable [] destinations) {
        challenges.add(challenge, destinations);
    }

    @Override
    public Optional<byte[]> destinations(String tenant, String challengeId) {
        return challenges.destinations(tenant, challengeId);
    }

    @Override
    public void forget(User user) {
        new ErasedUsers(database).forget(user.tenant(), user.userId());
    }

    @Override
    public Optional<StoredBook> book(String tenant, String userId) {
        return contacts.find(tenant, userId);
    }

    @Override
    public Optional<StoredBook> lockBook(String tenant, String userId) {
        return contacts.lock(tenant, userId);
    }

    @Override
    public Optional<StoredAuthenticator> lockAuthenticator(String tenant, String userId) {
        return contacts.lockAuthenticator(tenant, userId);
    }

    @Override
    public void spend(String tenant, String userId, long step) {
        contacts.spend(tenant, userId, step);
    }

    @Override
    public AccountRules accountRules(String tenant) {
        return new AccountTable(database).rules(tenant);
    }

    @Override
    public void erase(String tenant, String userId, Instant now) {
        new ErasedUsers(database).erase(tenant, userId, now);
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
    public void publish(LoginRefused event) {
        outbox.accept(OutgoingEvent.of(event));
    }

    @Override
    public void publish(CodeChecked event) {
        outbox.accept(OutgoingEvent.of(event));
    }
}
