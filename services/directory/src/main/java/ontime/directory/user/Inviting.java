package ontime.directory.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Links by which a user who is logged in gets to the page of their own methods, once. */
public final class Inviting {

    private static final Duration VALID = Duration.ofMinutes(10);
    private static final int TOKEN_BYTES = 32;

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
     * Makes a link for a user.
     *
     * @throws RefusedException when the tenant has no such page, or the user is not known
     */
    public Link invite(UserKey user, Actor actor) {
        String page = tenants.of(user.tenant()).selfServiceUrl();
        if (page == null) {
            throw new RefusedException(RefusedException.Why.NO_PAGE);
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant end = now.plus(VALID);
        store.inOneUnit(unit -> {
            ChangingContacts.lock(unit, user);
            unit.addLink(digest(token), user, end);
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.SELF_SERVICE_LINKED, null));
            return end;
        });
        return new Link(page + "#token=" + token, end);
    }

    /**
     * Whose link it is. It is used up by this.
     *
     * @throws RefusedException when it is nobody's, was used before, or is too old
     */
    public UserKey redeem(String tenant, String token) {
        return store.inOneUnit(unit -> unit.useLink(tenant, digest(token), clock.instant()))
                .orElseThrow(() -> new RefusedException(RefusedException.Why.EXPIRED));
    }

    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
