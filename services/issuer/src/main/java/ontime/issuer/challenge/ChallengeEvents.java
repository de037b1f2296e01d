package ontime.issuer.challenge;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Supplier;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.Topic;
import ontime.events.WithdrawalReason;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/** Tells the other services what happened to a challenge. */
final class ChallengeEvents {

    private final Supplier<String> ids;

    ChallengeEvents(Supplier<String> ids) {
        this.ids = ids;
    }

    Store.Event requested(
            Challenge challenge,
            Destination destination,
            String fingerprint,
            Seals.Sealed sealed,
            @Nullable Instant clickedAt) {
        String country = destination instanceof Destination.PhoneNumber number ? number.country() : null;
        var event = OtpRequested.newBuilder()
                .setEventId(ids.get())
                .setTenant(challenge.tenant())
                .setUserId(challenge.userId())
                .setLoginId(challenge.loginId())
                .setChallengeId(challenge.challengeId())
                .setDelivery(challenge.deliveries())
                .setSequence(challenge.sequence())
                .setReference(challenge.reference())
                .setChannel(challenge.channel())
                .setRequestedChannel(challenge.requestedChannel())
                .setRoutingReason(challenge.routingReason())
                .setMaskedDestination(challenge.destination())
                .setDestinationFingerprint(fingerprint)
                .setCountry(country)
                .setClickedAt(clickedAt)
                .setRequestedAt(challenge.requestedAt())
                .setExpiresAt(challenge.expiresAt())
                .setSealedFor(sealed.keyId())
                .setSealed(ByteBuffer.wrap(sealed.content()))
                .build();
        return new Store.Event(Topic.REQUESTS, ofUser(challenge), event.getEventId(), challenge.requestedAt(), event);
    }

    Store.Event withdrawn(Challenge challenge, WithdrawalReason reason, @Nullable String replacedBy, Instant now) {
        var event = OtpWithdrawn.newBuilder()
                .setEventId(ids.get())
                .setTenant(challenge.tenant())
                .setUserId(challenge.userId())
                .setLoginId(challenge.loginId())
                .setChallengeId(challenge.challengeId())
                .setSequence(challenge.sequence())
                .setReason(reason)
                .setReplacedBy(replacedBy)
                .setWithdrawnAt(now)
                .build();
        return new Store.Event(Topic.REQUESTS, ofUser(challenge), event.getEventId(), now, event);
    }

    Store.Event checked(Challenge challenge, CheckOutcome outcome, Instant now) {
        var event = CodeChecked.newBuilder()
                .setEventId(ids.get())
                .setTenant(challenge.tenant())
                .setUserId(challenge.userId())
                .setLoginId(challenge.loginId())
                .setChallengeId(challenge.challengeId())
                .setOutcome(outcome)
                .setAttemptsLeft(challenge.attemptsLeft())
                .setCheckedAt(now)
                .build();
        return new Store.Event(Topic.CHECKS, challenge.challengeId(), event.getEventId(), now, event);
    }

    /** All requests of one user share a partition, so that a worker sees what a newer one replaces. */
    private static String ofUser(Challenge challenge) {
        return challenge.tenant() + ":" + challenge.userId();
    }
}
