package ontime.issuer.challenge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.events.CodeChecked;
import ontime.events.LoginRefused;
import ontime.events.MethodKind;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.issuer.contact.AccountRules;
import ontime.issuer.contact.StoredAuthenticator;
import ontime.issuer.contact.StoredBook;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A store in memory, of one unit at a time. */
final class MemoryStore implements Store, Store.Unit {

    private final Map<String, User> users = new HashMap<>();
    private final Map<String, Challenge> challenges = new LinkedHashMap<>();
    private final Map<String, byte[]> destinations = new HashMap<>();
    private final Map<String, Once.Remembered> answers = new HashMap<>();
    private final Map<String, String> logins = new HashMap<>();
    private final Map<String, Suppression> suppressions = new LinkedHashMap<>();
    private final Map<String, StoredBook> books = new HashMap<>();

    /** What every tenant wants of its users. */
    AccountRules rules = AccountRules.NONE;

    private final List<SpecificRecord> events = new ArrayList<>();
    private int changes;

    @Override
    public synchronized <T> T inOneUnit(Function<Unit, T> work) {
        return work.apply(this);
    }

    /** Everything that was published, in its order. */
    <E> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** How often a challenge was changed. */
    int changes() {
        return changes;
    }

    Challenge challenge(String challengeId) {
        return Objects.requireNonNull(challenges.get(challengeId));
    }

    @Override
    public User lockNext(String tenant, String userId) {
        return Objects.requireNonNull(users.compute(
                key(tenant, userId),
                (_, user) -> user == null
                        ? new User(tenant, userId, 1, 0)
                        : new User(tenant, userId, user.sequence() + 1, user.failures())));
    }

    @Override
    public Optional<User> lockUser(String tenant, String userId) {
        return Optional.ofNullable(users.get(key(tenant, userId)));
    }

    @Override
    public Optional<User> lockUserOfChallenge(String tenant, String challengeId) {
        return find(tenant, challengeId).map(challenge -> users.get(key(tenant, challenge.userId())));
    }

    @Override
    public Optional<User> lockUserOfLogin(String tenant, String loginId) {
        return findNewestOfLogin(tenant, loginId).map(challenge -> users.get(key(tenant, challenge.userId())));
    }

    @Override
    public void change(User user) {
        users.put(key(user.tenant(), user.userId()), user);
    }

    @Override
    public Optional<Once.Remembered> claim(
            String tenant, String key, @Nullable String userId, String digest, Instant now) {
        return Optional.ofNullable(answers.putIfAbsent(key(tenant, key), new Once.Remembered(digest, "")));
    }

    @Override
    public void remember(String tenant, String key, String answer) {
        answers.computeIfPresent(key(tenant, key), (_, claimed) -> new Once.Remembered(claimed.digest(), answer));
    }

    @Override
    public void release(String tenant, String key) {
        answers.remove(key(tenant, key));
    }

    @Override
    public boolean claimLogin(String tenant, String loginId, String userId) {
        return userId.equals(logins.computeIfAbsent(key(tenant, loginId), _ -> userId));
    }

    @Override
    public List<Challenge> recent(String tenant, String userId, Instant since) {
        return ofTenant(tenant)
                .filter(challenge -> challenge.userId().equals(userId)
                        && challenge.requestedAt().isAfter(since))
                .sorted(Comparator.comparingLong(Challenge::sequence).reversed())
                .toList();
    }

    @Override
    public Optional<Challenge> find(String tenant, String challengeId) {
        return ofTenant(tenant)
                .filter(challenge -> challenge.challengeId().equals(challengeId))
                .findFirst();
    }

    @Override
    public Optional<Challenge> findNewestOfLogin(String tenant, String loginId) {
        return ofTenant(tenant)
                .filter(challenge -> challenge.loginId().equals(loginId))
                .max(Comparator.comparingLong(Challenge::sequence));
    }

    @Override
    public List<Timer> timers(Instant now, int limit) {
        return challenges.values().stream()
                .filter(challenge -> now.isBefore(challenge.expiresAt()))
                .flatMap(challenge -> Stream.ofNullable(challenge.sending().fallbackAt())
                        .filter(due -> !due.isAfter(now))
                        .map(due -> new Timer(challenge.tenant(), challenge.challengeId(), due)))
                .limit(limit)
                .toList();
    }

    @Override
    public void suppress(Suppression suppression) {
        suppressions.put(key(suppression.tenant(), suppression.fingerprint()), suppression);
    }

    @Override
    public Set<String> suppressed(String tenant, Collection<String> fingerprints, Instant now) {
        return suppressions(tenant, now).stream()
                .map(Suppression::fingerprint)
                .filter(fingerprints::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Suppression> suppressions(String tenant, Instant now) {
        return suppressions.values().stream()
                .filter(one -> one.tenant().equals(tenant) && now.isBefore(one.until()))
                .sorted(Comparator.comparing(Suppression::since).reversed())
                .toList();
    }

    @Override
    public Optional<Suppression> lift(String tenant, String fingerprint, Instant now) {
        return Optional.ofNullable(suppressions.remove(key(tenant, fingerprint)));
    }

    @Override
    public Optional<StoredBook> book(String tenant, String userId) {
        return Optional.ofNullable(books.get(key(tenant, userId)));
    }

    @Override
    public Optional<StoredBook> lockBook(String tenant, String userId) {
        return book(tenant, userId);
    }

    /** What the directory says of a user from now on. */
    void keep(StoredBook book) {
        books.put(key(book.tenant(), book.userId()), book);
    }

    @Override
    public Optional<StoredAuthenticator> lockAuthenticator(String tenant, String userId) {
        return book(tenant, userId)
                .filter(book -> book.methods().contains(MethodKind.TOTP))
                .map(StoredBook::authenticator);
    }

    @Override
    public void spend(String tenant, String userId, long step) {
        var book = Objects.requireNonNull(books.get(key(tenant, userId)));
        var app = Objects.requireNonNull(book.authenticator());
        keep(new StoredBook(
                tenant,
                userId,
                book.revision(),
                book.changedAt(),
                book.methods(),
                book.contacts(),
                new StoredAuthenticator(app.version(), app.closed(), step),
                book.reregistration(),
                false));
    }

    @Override
    public AccountRules accountRules(String tenant) {
        return rules;
    }

    @Override
    public void erase(String tenant, String userId, Instant now) {
        books.remove(key(tenant, userId));
        challenges.values().removeIf(challenge -> challenge.userId().equals(userId));
    }

    @Override
    public void add(Challenge challenge, byte @Nullable [] kept) {
        challenges.put(challenge.challengeId(), challenge);
        if (kept != null) {
            destinations.put(challenge.challengeId(), kept);
        }
    }

    @Override
    public Optional<byte[]> destinations(String tenant, String challengeId) {
        return find(tenant, challengeId).map(challenge -> destinations.get(challenge.challengeId()));
    }

    @Override
    public void forget(User user) {
        challenges.values().removeIf(challenge -> challenge.userId().equals(user.userId()));
    }

    @Override
    public void change(Challenge challenge) {
        changes++;
        challenges.put(challenge.challengeId(), challenge);
    }

    @Override
    public void publish(OtpRequested event) {
        events.add(event);
    }

    @Override
    public void publish(OtpWithdrawn event) {
        events.add(event);
    }

    @Override
    public void publish(CodeChecked event) {
        events.add(event);
    }

    @Override
    public void publish(LoginRefused event) {
        events.add(event);
    }

    private Stream<Challenge> ofTenant(String tenant) {
        return challenges.values().stream()
                .filter(challenge -> challenge.tenant().equals(tenant));
    }

    private static String key(String tenant, String name) {
        return tenant + ":" + name;
    }
}
