package ontime.issuer.challenge;

import java.time.Instant;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import org.jspecify.annotations.Nullable;

/**
 * One code that was made for a login.
 *
 * <pre>
 * ACTIVE -> VERIFIED | SUPERSEDED | CANCELLED | LOCKED
 * </pre>
 *
 * An active challenge whose time is over has expired; that is read off the clock, not stored.
 *
 * @param sequence grows with each challenge of the user
 * @param reference two characters by which people tell codes apart
 * @param codeHash keyed hash of the code; the code itself is stored nowhere
 * @param attemptsLeft wrong codes that it still takes, from 0
 * @param deliveries how often it was sent, from 1
 * @param requestedChannel that the caller asked for; null when it left the choice to the policy
 * @param destination masked
 */
public record Challenge(
        String challengeId,
        String tenant,
        String userId,
        String loginId,
        long sequence,
        String reference,
        byte[] codeHash,
        State state,
        int attemptsLeft,
        int deliveries,
        @Nullable Channel requestedChannel,
        Channel channel,
        RoutingReason routingReason,
        String destination,
        Instant requestedAt,
        Instant expiresAt,
        Instant resendAt) {

    /** Where a challenge is in its life. */
    public enum State {
        ACTIVE,
        VERIFIED,
        SUPERSEDED,
        CANCELLED,
        LOCKED
    }

    public boolean isActive(Instant now) {
        return state == State.ACTIVE && now.isBefore(expiresAt);
    }

    public boolean isExpired(Instant now) {
        return state == State.ACTIVE && !now.isBefore(expiresAt);
    }

    Challenge in(State next) {
        return with(next, attemptsLeft);
    }

    Challenge afterWrongCode() {
        int left = Math.max(0, attemptsLeft - 1);
        return with(left == 0 && state == State.ACTIVE ? State.LOCKED : state, left);
    }

    private Challenge with(State next, int left) {
        return new Challenge(
                challengeId,
                tenant,
                userId,
                loginId,
                sequence,
                reference,
                codeHash,
                next,
                left,
                deliveries,
                requestedChannel,
                channel,
                routingReason,
                destination,
                requestedAt,
                expiresAt,
                resendAt);
    }

    @Override
    public String toString() {
        return "Challenge[" + challengeId + ", " + state + "]";
    }
}
