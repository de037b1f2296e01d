package ontime.directory.user;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Links by which a user who is logged in gets to the page of their own methods, once. */
public final class Inviting {

    private static final Duration VALID = Duration.ofMinutes(10);

    private final Store store;
    private final Tenants tenants;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** @param random for the links: must not be predictable */
    public Inviting(Store store, Tenants tenants, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.tenants = tenants;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A link.
     *
     * @param url with a secret behind the number sign, which browsers send to no server
     */
    public record Link(String url, Instant expiresAt) {

        @Override
        public String toString() {
            return "Link[...]";
        }
    }

    /**
     * Makes a link for a user. It ends what older ones of theirs have begun.
     *
     * @param loggedInAt when they last logged in, if the auth service says so; else it is now
     * @throws RefusedException when the tenant has no such page, or the user is not known
     */
    public Link invite(UserKey user, @Nullable Instant loggedInAt, Actor actor) {
        var page = tenants.of(user.tenant()).selfService();
        if (page == null) {
            throw new RefusedException(RefusedException.Why.NO_PAGE);
        }
        String token = Token.next(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant end = now.plus(VALID);
        store.inOneUnit(unit -> {
            ChangingContacts.lock(unit, user);
            unit.addLink(Token.digest(token), new Invited(user, loggedInAt == null ? now : loggedInAt), end);
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.SELF_SERVICE_LINKED, null));
            return end;
        });
        return new Link(page.url() + "#token=" + token, end);
    }

    /**
     * Whose link it is. It is used up by this.
     *
     * @throws RefusedException when it is nobody's, was used before, or is too old
     */
    public UserKey redeem(String tenant, String token, Actor actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.inOneUnit(unit -> {
            var user = unit.useLink(tenant, Token.digest(token), now)
                    .orElseThrow(() -> new RefusedException(RefusedException.Why.EXPIRED))
                    .user();
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.SELF_SERVICE_VISITED, null));
            return user;
        });
    }
}
