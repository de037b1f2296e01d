package ontime.history.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import ontime.history.facts.Fact;
import tools.jackson.databind.node.ObjectNode;

/**
 * A user who is to be known no more, without the user. Names become pseudonyms, the same for the same name, so that
 * what belonged together still counts together; without the salt nobody can tell what they stood for.
 */
record Erasure(String tenant, byte[] salt, byte[] digest, Instant erasedAt) {

    /** What tells how a code travelled and when. Whatever is not named here, whoever adds it to an event, goes. */
    private static final Set<String> KEPT = Set.of(
            "tenant",
            "delivery",
            "sequence",
            "channel",
            "requestedChannel",
            "routingReason",
            "country",
            "contactVersion",
            "clickedAt",
            "requestedAt",
            "expiresAt",
            "reason",
            "withdrawnAt",
            "attempt",
            "status",
            "provider",
            "confidence",
            "publishedAt",
            "consumedAt",
            "dispatchedAt",
            "occurredAt",
            "observedAt",
            "retryAt",
            "heardBy",
            "permanent",
            "carrier",
            "mcc",
            "mnc",
            "outcome",
            "attemptsLeft",
            "checkedAt",
            "method",
            "limit",
            "refusedAt");

    private static final String HIDDEN = "•••";
    private static final int PSEUDONYM_DIGITS = 32;

    static Erasure of(String tenant, String userId, byte[] salt, Instant erasedAt) {
        return new Erasure(tenant, salt, sha256(salt, userId), erasedAt);
    }

    /** Whether the fact names the user. */
    boolean names(Fact fact) {
        return fact.tenant().equals(tenant) && MessageDigest.isEqual(sha256(salt, fact.userId()), digest);
    }

    /** Whether the fact is one of the past. */
    boolean isPast(Fact fact) {
        return !fact.at().isAfter(erasedAt);
    }

    /** A fact of a login of this user. It may name another one, who was refused a code there: they are not erased. */
    ObjectNode ofTheirLogin(ObjectNode body, Fact fact) {
        var erased = names(fact) ? withoutUser(body, fact) : body.deepCopy();
        erased.put("eventId", pseudonym(fact.eventId()));
        erased.put("loginId", pseudonym(fact.loginId()));
        if (fact instanceof Fact.OfChallenge ofChallenge) {
            erased.put("challengeId", pseudonym(ofChallenge.challengeId()));
        }
        if (fact instanceof Fact.Withdrawn withdrawn && withdrawn.replacedBy() != null) {
            erased.put("replacedBy", pseudonym(withdrawn.replacedBy()));
        }
        return erased;
    }

    /** A fact of another's login, at which this user was refused a code. */
    ObjectNode ofAnothersLogin(ObjectNode body, Fact fact) {
        var erased = withoutUser(body, fact);
        erased.put("eventId", pseudonym(fact.eventId()));
        erased.put("loginId", fact.loginId());
        return erased;
    }

    private static ObjectNode withoutUser(ObjectNode body, Fact fact) {
        var erased = body.deepCopy();
        erased.retain(List.copyOf(KEPT));
        erased.put("userId", "");
        if (fact instanceof Fact.Requested) {
            erased.put("reference", HIDDEN);
            erased.put("maskedDestination", HIDDEN);
            erased.put("destinationFingerprint", "");
        }
        return erased;
    }

    String pseudonym(String name) {
        return "erased-" + HexFormat.of().formatHex(sha256(salt, "\0" + name)).substring(0, PSEUDONYM_DIGITS);
    }

    private static byte[] sha256(byte[] salt, String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Erasure[" + erasedAt + "]";
    }
}
