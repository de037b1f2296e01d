package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.contact.AddressBook;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/** Sends the same code once more, as the next delivery of the same challenge. */
public final class Resending {

    /** Whoever has got a code so often needs another one, or another channel; limits count new codes only. */
    private static final int MOST_DELIVERIES = 12;

    private final Store store;
    private final Posting posting;
    private final InstantSource clock;

    public Resending(Posting posting, Store store, InstantSource clock) {
        this.posting = posting;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Sends a code of a login again, unless it was sent only just now.
     *
     * @param channel null for the one that the code took before
     */
    public Resent resend(String tenant, Policy policy, String challengeId, @Nullable Channel channel) {
        return resend(tenant, policy, challengeId, channel, null, challenge -> !challenge.isProof());
    }

    /**
     * Sends a code again, also one that proves a contact, unless it was sent only just now.
     *
     * @param channel null for the one that the code took before
     * @param once by which a repeated request is known; null when each request counts as a new one
     */
    public Resent resend(
            String tenant, Policy policy, String challengeId, @Nullable Channel channel, @Nullable Once once) {
        return resend(tenant, policy, challengeId, channel, once, _ -> true);
    }

    private Resent resend(
            String tenant,
            Policy policy,
            String challengeId,
            @Nullable Channel channel,
            @Nullable Once once,
            Predicate<Challenge> wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.inOneUnit(unit -> unit.lockUserOfChallenge(tenant, challengeId)
                .flatMap(user -> unit.find(tenant, challengeId)
                        .filter(wanted)
                        .map(challenge -> once == null
                                ? resend(unit, policy, user, challenge, channel, now)
                                : once(unit, policy, user, challenge, channel, once, now)))
                .orElseGet(Resent.Unknown::new));
    }

    private Resent once(
            Store.Unit unit,
            Policy policy,
            User user,
            Challenge challenge,
            @Nullable Channel channel,
            Once once,
            Instant now) {
        String digest = posting.digest(once);
        var before = unit.claim(challenge.tenant(), once.key(), challenge.userId(), digest, now);
        if (before.isPresent()) {
            return before.get().digest().equals(digest)
                    ? new Resent.Repeated(before.get().answer())
                    : new Resent.OtherUnderSameKey();
        }
        Resent resent = resend(unit, policy, user, challenge, channel, now);
        if (resent instanceof Resent.Sent sent) {
            unit.remember(challenge.tenant(), once.key(), once.answer().apply(sent.challenge()));
        } else {
            unit.release(challenge.tenant(), once.key());
        }
        return resent;
    }

    private Resent resend(
            Store.Unit unit, Policy policy, User user, Challenge challenge, @Nullable Channel channel, Instant now) {
        if (challenge.isOfApp()) {
            return new Resent.NoDestination(Channel.TOTP);
        }
        // Nothing that a locked user types is accepted: there is no use in sending it.
        if (user.isLocked()
                || challenge.sending().deliveries() >= MOST_DELIVERIES
                || !challenge.isActive(now)
                || challenge.contents() == null) {
            return new Resent.Ended();
        }
        Instant resendAt = challenge.sending().resendAt();
        if (now.isBefore(resendAt)) {
            return new Resent.StillValid(Duration.between(now, challenge.expiresAt()), Duration.between(now, resendAt));
        }
        var before = challenge.sending().routing();
        var contents = posting.open(challenge);
        Channel used = channel == null ? before.used() : channel;
        Destination destination = contents.over(used);
        if (destination == null || !Posting.allows(policy, destination)) {
            return new Resent.NoDestination(used);
        }
        if (!isInForce(unit, challenge, used, now)) {
            return new Resent.ContactChanged(used);
        }
        var routing = channel == null ? before : posting.routing(channel, RoutingReason.AS_REQUESTED, destination);
        return isSuppressed(unit, challenge, routing, now)
                ? avoid(unit, policy, challenge, contents, routing, now)
                : post(unit, policy, challenge, contents, destination, routing, now);
    }

    /** The other way round a destination that has turned our messages away since the code was sent there first. */
    private Resent avoid(
            Store.Unit unit,
            Policy policy,
            Challenge challenge,
            Contents contents,
            Challenge.Routing suppressed,
            Instant now) {
        var other = contents.over(OtherChannel.than(suppressed.used()));
        if (other == null || !Posting.allows(policy, other) || !isInForce(unit, challenge, other.channel(), now)) {
            return new Resent.Suppressed(suppressed.used());
        }
        var detour = posting.routing(suppressed.requested(), RoutingReason.SUPPRESSED, other);
        return isSuppressed(unit, challenge, detour, now)
                ? new Resent.Suppressed(suppressed.used())
                : post(unit, policy, challenge, contents, other, detour, now);
    }

    /** Whether the code still goes where the user's codes go. */
    static boolean isInForce(Store.Unit unit, Challenge challenge, Channel channel, Instant now) {
        Long version = challenge.contacts().over(channel);
        return version == null
                || AddressBook.isInForce(unit.book(challenge.tenant(), challenge.userId()), channel, version, now);
    }

    private static boolean isSuppressed(Store.Unit unit, Challenge challenge, Challenge.Routing routing, Instant now) {
        return !unit.suppressed(challenge.tenant(), List.of(routing.fingerprint()), now)
                .isEmpty();
    }

    private Resent post(
            Store.Unit unit,
            Policy policy,
            Challenge challenge,
            Contents contents,
            Destination to,
            Challenge.Routing routing,
            Instant now) {
        Instant next = now.plus(policy.codes().cooldown());
        return switch (posting.postAgain(unit, policy, challenge, contents, to, routing, next, now)) {
            case Posting.Again.Sent sent -> new Resent.Sent(sent.challenge());
            case Posting.Again.Held held -> {
                var mail = contents.over(Channel.EMAIL);
                var closed = mail == null ? null : posting.routing(routing.requested(), RoutingReason.SMS_CLOSED, mail);
                if (!held.reached().limit().closesSmsOnly()
                        || closed == null
                        || !isInForce(unit, challenge, Channel.EMAIL, now)
                        || isSuppressed(unit, challenge, closed, now)) {
                    yield new Resent.RateLimited(
                            held.reached(), Duration.between(now, held.reached().retryAt()));
                }
                yield post(unit, policy, challenge, contents, Objects.requireNonNull(mail), closed, now);
            }
        };
    }
}
