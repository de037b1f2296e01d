package ontime.issuer.challenge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ontime.events.RoutingReason;
import ontime.issuer.policy.ChannelPolicy;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/** The channel that a challenge has not been sent over yet. */
final class SecondChannel {

    private final Posting posting;
    private final Function<String, Optional<Policy>> policies;

    /** @param policies by tenant; empty for one that there is no more */
    SecondChannel(Posting posting, Function<String, Optional<Policy>> policies) {
        this.posting = posting;
        this.policies = policies;
    }

    /**
     * Sends the same code over it, if that is allowed, possible, worthwhile and within the limits; if not, no deadline
     * is waited for either.
     *
     * @return whether it was sent
     */
    boolean send(Store.Unit unit, User user, Challenge challenge, Instant now) {
        Optional<Policy> policy = policies.apply(challenge.tenant())
                .filter(one -> one.channels().fallback() != null)
                .filter(_ -> !user.isLocked() && isWorthwhile(challenge, now));
        if (policy.isPresent() && isSent(unit, policy.get(), challenge, now)) {
            return true;
        }
        if (challenge.sending().fallbackAt() != null) {
            unit.change(challenge.with(challenge.sending().withoutFallback()));
        }
        return false;
    }

    private boolean isSent(Store.Unit unit, Policy policy, Challenge challenge, Instant now) {
        var before = challenge.sending().routing();
        var contents = posting.open(challenge);
        Destination other = contents.over(OtherChannel.than(before.used()));
        if (other == null
                || !Posting.allows(policy, other)
                || !Resending.isInForce(unit, challenge, other.channel(), now)) {
            return false;
        }
        var routing = posting.routing(before.requested(), RoutingReason.FALLBACK, other);
        if (!unit.suppressed(challenge.tenant(), List.of(routing.fingerprint()), now)
                .isEmpty()) {
            return false;
        }
        // Nobody asked for this delivery, and the caller was told from when on it may ask for one: that holds.
        Instant resendAt = challenge.sending().resendAt();
        return switch (posting.postAgain(unit, policy, challenge, contents, other, routing, resendAt, now)) {
            case Posting.Again.Sent _ -> true;
            // An SMS that costs more than the policy allows does not become cheaper by being the second message.
            case Posting.Again.Held _ -> false;
        };
    }

    /** By when the arrival of a delivery that the provider has taken must be reported; null for never. */
    @Nullable
    Instant arrivalDue(Challenge challenge) {
        return policies.apply(challenge.tenant())
                .map(policy -> policy.channels().fallback())
                .map(ChannelPolicy.Fallback::delivered)
                .map(challenge.sending().postedAt()::plus)
                .orElse(null);
    }

    private static boolean isWorthwhile(Challenge challenge, Instant now) {
        return challenge.isActive(now)
                && !challenge.sending().bothChannels()
                && !now.plus(ChannelPolicy.Fallback.SHORTEST_USE).isAfter(challenge.expiresAt());
    }
}
