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
 * @param codeHash keyed hash of the code
 * @param clickedAt when the person clicked, as the caller says it
 * @param attemptsLeft wrong codes that it still takes, from 0
 * @param deliveries how often it was sent, from 1
 * @param routing of the latest delivery
 * @param resendAt from when on the same code may be sent again
 * @param contents what a resend needs, encrypted; null when the challenge has ended
 */
public record Challenge(
        String challengeId,
        String tenant,
        String userId,
        String loginId,
        long sequence,
        String reference,
        byte[] codeHash,
        @Nullable Instant clickedAt,
        Instant requestedAt,
        Instant expiresAt,
        State state,
        int attemptsLeft,
        int deliveries,
        Routing routing,
        Instant resendAt,
        byte @Nullable [] contents) {

    /** Where a challenge is in its life. */
    public enum State {
        ACTIVE,
        VERIFIED,
        SUPERSEDED,
        CANCELLED,
        LOCKED
    }

    /**
     * How a delivery travels.
     *
     * @param requested the channel that the caller asked for; null when it left the choice to the policy
     * @param destination masked
     * @param fingerprint of the whole destination
     */
    public record Routing(
            @Nullable Channel requested, Channel used, RoutingReason reason, String destination, String fingerprint) {}

    public Challenge {
        if (state != State.ACTIVE && contents != null) {
            throw new IllegalArgumentException("a challenge that has ended keeps nothing that could be sent again");
        }
    }

    public boolean isActive(Instant now) {
        return state == State.ACTIVE && now.isBefore(expiresAt);
    }

    public boolean isExpired(Instant now) {
        return state == State.ACTIVE && !now.isBefore(expiresAt);
    }

    Challenge in(State next) {
        return with(next, attemptsLeft, deliveries, routing, resendAt);
    }

    Challenge afterWrongCode() {
        int left = Math.max(0, attemptsLeft - 1);
        State next = left == 0 && state == State.ACTIVE ? State.LOCKED : state;
        return with(next, left, deliveries, routing, resendAt);
    }

    /** The next delivery of the same code. No failure is forgiven. */
    Challenge sentAgain(Routing next, Instant nextResendAt) {
        return with(state, attemptsLeft, deliveries + 1, next, nextResendAt);
    }

    private Challenge with(State nextState, int left, int count, Routing nextRouting, Instant nextResendAt) {
        return new Challenge(
                challengeId,
                tenant,
                userId,
                loginId,
                sequence,
                reference,
                codeHash,
                clickedAt,
                requestedAt,
                expiresAt,
                nextState,
                left,
                count,
                nextRouting,
                nextResendAt,
                nextState == State.ACTIVE ? contents : null);
    }

    @Override
    public String toString() {
        return "Challenge[" + challengeId + ", " + state + "]";
    }
}
