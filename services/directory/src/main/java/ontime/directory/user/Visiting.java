package ontime.directory.user;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Visits of users to their own page: each begins with a link that is used up by it, and is short. */
public final class Visiting {

    /** From its beginning, whatever happens in it: long enough to set an app up, too short to be found open. */
    private static final Duration LASTS = Duration.ofMinutes(20);

    private final Store store;
    private final Lookup lookup;
    private final Tenants tenants;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** @param random for the secrets of visits: must not be predictable */
    public Visiting(Store store, Lookup lookup, Tenants tenants, RandomGenerator random, InstantSource clock) {
        this.store = store;
        this.lookup = lookup;
        this.tenants = tenants;
        this.random = random;
        this.clock = clock;
    }

    /**
     * A visit that has begun.
     *
     * @param token for the visitor's cookie
     */
    public record Begun(Visit visit, String token) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Begun[" + visit + "]";
        }
    }

    /**
     * Begins a visit with the secret of a link, which is used up.
     *
     * @throws RefusedException when it is nobody's, was used before, or is too old
     */
    public Begun begin(String link, Actor actor) {
        String token = Token.next(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.inOneUnit(unit -> {
            var invited = unit.useLink(Token.digest(link), now)
                    .orElseThrow(() -> new RefusedException(RefusedException.Why.EXPIRED));
            var user = invited.user();
            var visit = new Visit(user, now.plus(LASTS), invited.loggedInAt(), false);
            unit.addVisit(Token.digest(token), visit);
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.SELF_SERVICE_VISITED, null));
            return new Begun(visit, token);
        });
    }

    /** Whether whoever visits has logged in a short while ago. */
    public boolean isRecent(Visit visit) {
        var page = tenants.of(visit.user().tenant()).selfService();
        return page != null && clock.instant().isBefore(visit.loggedInAt().plus(page.logInWithin()));
    }

    /** The visit that a cookie is of; empty when its time is over. */
    public Optional<Visit> find(String token) {
        return lookup.visit(Token.digest(token), clock.instant());
    }

    public void end(String token) {
        store.inOneUnit(unit -> {
            unit.endVisit(Token.digest(token));
            return token;
        });
    }
}
