package ontime.issuer.challenge;

import java.time.Instant;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.contact.ContactVersions;
import org.jspecify.annotations.Nullable;

/**
 * One code that was made for a login.
 *
 * <pre>
 * ACTIVE -> VERIFIED | USED | SUPERSEDED | CANCELLED | LOCKED
 * SUPERSEDED -> VERIFIED | USED | CANCELLED, while its code is still accepted
 * SUPERSEDED -> LOCKED
 * </pre>
 *
 * An active challenge whose time is over has expired; that is read off the clock, not stored.
 *
 * @param sequence grows with each challenge of the user
 * @param reference two characters by which people tell codes apart
 * @param clickedAt when the person clicked, as the caller says it
 * @param acceptedUntil how long a superseded code is still taken, by the policy's mode; null for every other
 * @param attemptsLeft wrong codes that it still takes, from 0
 * @param contents what a resend needs, encrypted; null when the challenge has ended, and where nothing was sent
 * @param contacts the versions of the user's contacts that it goes to
 */
public record Challenge(
        String challengeId,
        String tenant,
        String userId,
        String loginId,
        long sequence,
        String reference,
        Code code,
        @Nullable Instant clickedAt,
        Instant requestedAt,
        Instant expiresAt,
        State state,
        @Nullable Instant acceptedUntil,
        int attemptsLeft,
        Sending sending,
        byte @Nullable [] contents,
        ContactVersions contacts) {

    /** Where a challenge is in its life. */
    public enum State {
        ACTIVE,
        /** Its code, or another of its login, was entered. */
        VERIFIED,
        /** Its code was entered at another login, which had the same. */
        USED,
        SUPERSEDED,
        CANCELLED,
        LOCKED
    }

    /**
     * The code, without telling it.
     *
     * @param id of the challenge that it was made for; a challenge that re-uses the code of an older one has that one's
     * @param hash keyed, and bound to the id
     */
    public record Code(String id, byte[] hash) {}

    /**
     * How often and how it was sent.
     *
     * @param deliveries from 1
     * @param routing of the latest delivery
     * @param postedAt when the latest delivery was asked for
     * @param resendAt from when on the same code may be sent again
     * @param fallbackAt when the same code goes over the other channel, unless something is heard before; null for
     *     never
     * @param bothChannels whether it has been sent over both channels
     * @param heard what is known of the latest delivery
     */
    public record Sending(
            int deliveries,
            Routing routing,
            Instant postedAt,
            Instant resendAt,
            @Nullable Instant fallbackAt,
            boolean bothChannels,
            Heard heard) {

        /** The first delivery. */
        static Sending first(Routing routing, Instant postedAt, Instant resendAt, @Nullable Instant fallbackAt) {
            return new Sending(1, routing, postedAt, resendAt, fallbackAt, false, Heard.NOTHING);
        }

        /** The next delivery. */
        Sending again(Routing next, Instant nextPostedAt, Instant nextResendAt, @Nullable Instant nextFallbackAt) {
            boolean both = bothChannels || next.used() != routing.used();
            return new Sending(
                    deliveries + 1,
                    next,
                    nextPostedAt,
                    nextResendAt,
                    both ? null : nextFallbackAt,
                    both,
                    Heard.NOTHING);
        }

        /** The same delivery, of which more is known. */
        Sending knowing(Heard more, @Nullable Instant nextFallbackAt) {
            return new Sending(deliveries, routing, postedAt, resendAt, nextFallbackAt, bothChannels, more);
        }

        Sending withoutFallback() {
            return knowing(heard, null);
        }
    }

    /** How far a delivery is known to have come. It never goes back. */
    public enum Heard {
        NOTHING,
        /** The provider took it. */
        ACCEPTED,
        /** Somebody behind the provider has it. */
        ARRIVED
    }

    /**
     * How a delivery travels.
     *
     * @param requested the channel that the caller asked for; null when it left the choice to the policy
     * @param destination masked; empty where nothing is sent
     * @param fingerprint of the whole destination; empty likewise
     */
    public record Routing(
            @Nullable Channel requested, Channel used, RoutingReason reason, String destination, String fingerprint) {}

    /** What the logins of proofs begin with, and no other: the history knows them by it, too. */
    public static final String PROOF = "contact-change-";

    public Challenge {
        if (state != State.ACTIVE && contents != null) {
            throw new IllegalArgumentException("a challenge that has ended keeps nothing that could be sent again");
        }
        if (state != State.SUPERSEDED && acceptedUntil != null) {
            throw new IllegalArgumentException("only a superseded challenge is accepted for a while longer");
        }
    }

    /** Whether it proves a contact: whoever enters its code is logged in nowhere. */
    boolean isProof() {
        return loginId.startsWith(PROOF);
    }

    /** Whether the person's authenticator app makes the code, so that nothing is sent. */
    public boolean isOfApp() {
        return sending.routing().used() == Channel.TOTP;
    }

    public boolean isActive(Instant now) {
        return state == State.ACTIVE && now.isBefore(expiresAt);
    }

    public boolean isExpired(Instant now) {
        return state == State.ACTIVE && !now.isBefore(expiresAt);
    }

    /** Whether its code can be entered: it is active, or was superseded in a mode that lets it live on. */
    public boolean isEnterable(Instant now) {
        return isActive(now) || livesOn(now);
    }

    private boolean livesOn(Instant now) {
        return state == State.SUPERSEDED
                && acceptedUntil != null
                && now.isBefore(acceptedUntil)
                && now.isBefore(expiresAt);
    }

    /**
     * The same with the code of an older challenge, which it replaces: with the reference that the person may have read
     * already, the failures that the code has had, and no longer to live.
     */
    Challenge withCodeOf(Challenge older) {
        return new Challenge(
                challengeId,
                tenant,
                userId,
                loginId,
                sequence,
                older.reference,
                older.code,
                clickedAt,
                requestedAt,
                older.expiresAt,
                state,
                acceptedUntil,
                older.attemptsLeft,
                sending,
                contents,
                contacts);
    }

    Challenge in(State next) {
        return with(next, null, attemptsLeft, sending);
    }

    /** @param until how long its code is still taken; null for no longer */
    Challenge superseded(@Nullable Instant until) {
        return with(State.SUPERSEDED, until, attemptsLeft, sending);
    }

    /** One attempt less. The last one locks it. */
    Challenge afterWrongCode() {
        int left = Math.max(0, attemptsLeft - 1);
        return left == 0 ? with(State.LOCKED, null, 0, sending) : with(state, acceptedUntil, left, sending);
    }

    /** Whether what is typed for it can still be right or wrong. */
    boolean isOpen() {
        return state == State.ACTIVE || state == State.SUPERSEDED;
    }

    boolean hasCodeOf(Challenge other) {
        return code.id().equals(other.code.id());
    }

    /** Whether it belongs to the login of another one, and is not newer. */
    boolean isUpTo(Challenge other) {
        return loginId.equals(other.loginId) && sequence <= other.sequence;
    }

    /** With another course of its sending, for example one delivery more. No failure is forgiven. */
    Challenge with(Sending next) {
        return with(state, acceptedUntil, attemptsLeft, next);
    }

    private Challenge with(State nextState, @Nullable Instant until, int left, Sending nextSending) {
        return new Challenge(
                challengeId,
                tenant,
                userId,
                loginId,
                sequence,
                reference,
                code,
                clickedAt,
                requestedAt,
                expiresAt,
                nextState,
                until,
                left,
                nextState == State.ACTIVE ? nextSending : nextSending.withoutFallback(),
                nextState == State.ACTIVE ? contents : null,
                contacts);
    }

    @Override
    public String toString() {
        return "Challenge[" + challengeId + ", " + state + "]";
    }
}
