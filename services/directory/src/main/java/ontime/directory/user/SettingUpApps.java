package ontime.directory.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.events.MethodKind;
import ontime.sealing.Holder;
import org.jspecify.annotations.Nullable;

/** Sets authenticator apps up. One counts when a code of it has been entered, and replaces the one before it then. */
public final class SettingUpApps {

    /** For so long somebody may look for their phone. */
    private static final Duration CONFIRMED_WITHIN = Duration.ofMinutes(15);

    private static final int MOST_FAILURES = 5;

    private final Store store;
    private final Tenants tenants;
    private final Protection protection;
    private final OneTimePasswords passwords;
    private final Telling telling;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public SettingUpApps(
            Store store,
            Tenants tenants,
            Protection protection,
            OneTimePasswords passwords,
            Telling telling,
            InstantSource clock,
            Supplier<String> ids) {
        this.store = store;
        this.tenants = tenants;
        this.protection = protection;
        this.passwords = passwords;
        this.telling = telling;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * What an app has to be told. All of it is secret.
     *
     * @param uri as apps read it from a QR code
     * @param typed the key for who cannot scan it, in groups of four
     */
    public record Offered(long version, String uri, String typed, Instant expiresAt) {

        @Override
        public String toString() {
            return "Offered[" + version + "]";
        }
    }

    /** Makes a new secret; the app that is in use stays so until the new one is confirmed. */
    public Offered offer(UserKey user, Actor actor) {
        Instant now = now();
        String secret = passwords.secret();
        long version = store.inOneUnit(unit -> {
            ChangingContacts.lock(unit, user);
            long next = unit.nextApp(user);
            unit.add(new AppSetup(user, next, protection.close(secret, holder(user, next)), 0, now));
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.AUTHENTICATOR_OFFERED, "version " + next));
            return next;
        });
        return offered(user, version, secret, now);
    }

    /**
     * The one that waits to be confirmed, to be shown again; empty when there is none, or none that still can be.
     *
     * @param version that whoever began it has: the secret of another's would be shown as if it were theirs
     */
    public Optional<Offered> offered(UserKey user, long version) {
        Instant now = now();
        return store.inOneUnit(unit -> unit.setup(user)
                .filter(setup -> setup.version() == version
                        && setup.failures() < MOST_FAILURES
                        && now.isBefore(setup.madeAt().plus(CONFIRMED_WITHIN)))
                .map(setup -> {
                    String secret = protection.open(setup.closed(), holder(user, setup.version()));
                    return offered(user, setup.version(), secret, setup.madeAt());
                }));
    }

    private Offered offered(UserKey user, long version, String secret, Instant madeAt) {
        return new Offered(
                version, uri(user, secret), secret.replaceAll("(.{4})(?!$)", "$1 "), madeAt.plus(CONFIRMED_WITHIN));
    }

    /** The key URI format that authenticator apps share. */
    private String uri(UserKey user, String secret) {
        String site = encoded(tenants.of(user.tenant()).site());
        return "otpauth://totp/" + site + ":" + encoded(user.userId()) + "?secret=" + secret + "&issuer=" + site
                + "&algorithm=SHA1&digits=6&period=30";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /**
     * What came of a code.
     *
     * @param changed null when it was wrong
     * @param last whether no other code will be taken
     */
    private record Tried(@Nullable Account changed, boolean last) {}

    /**
     * Puts the app in use with a code that it shows.
     *
     * @param version that is being set up; null for whichever it is
     * @throws RefusedException when it is another code; the failure counts all the same
     */
    public Account confirm(UserKey user, @Nullable Long version, String code, Actor actor) {
        var tried = store.inOneUnit(unit -> {
            var account = ChangingContacts.lock(unit, user);
            Instant now = account.next(now());
            var setup = offered(unit, user, version, now);
            String secret = protection.open(setup.closed(), holder(user, setup.version()));
            var step = passwords.step(secret, code, now);
            if (step.isEmpty()) {
                // Committed before it is told: an exception would undo it.
                unit.failed(setup);
                return new Tried(null, setup.failures() + 1 >= MOST_FAILURES);
            }
            byte[] sealed = protection.seal(secret, holder(user, setup.version()));
            var app = new Authenticator(setup.version(), now, step.getAsLong(), sealed, protection.sealedFor());
            unit.confirm(setup, app);
            telling.all(unit, account, actor, now);
            var changed = account.with(app, now);
            unit.change(changed);
            unit.announce(Announcement.of(Books.of(changed, ids.get())));
            unit.audit(AuditEntry.of(
                    user, now, actor, AuditEntry.Action.AUTHENTICATOR_CONFIRMED, "version " + setup.version()));
            return new Tried(changed, true);
        });
        var changed = tried.changed();
        if (changed == null) {
            throw new RefusedException(tried.last() ? RefusedException.Why.LOCKED : RefusedException.Why.WRONG_CODE);
        }
        return changed;
    }

    private static AppSetup offered(Store.Unit unit, UserKey user, @Nullable Long version, Instant now) {
        var setup = unit.setup(user)
                .filter(one -> version == null || one.version() == version)
                .orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_CHANGE));
        if (setup.failures() >= MOST_FAILURES) {
            throw new RefusedException(RefusedException.Why.LOCKED);
        }
        if (!now.isBefore(setup.madeAt().plus(CONFIRMED_WITHIN))) {
            throw new RefusedException(RefusedException.Why.EXPIRED);
        }
        return setup;
    }

    private static Holder holder(UserKey user, long version) {
        return new Holder(user.tenant(), user.userId(), MethodKind.TOTP.name(), version);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
