package ontime.issuer.challenge;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.LoginRefused;
import ontime.events.MethodKind;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.events.RefusalReason;
import ontime.events.WithdrawalReason;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/** Tells the other services what happened to a challenge. */
final class ChallengeEvents {

    private final Supplier<String> ids;

    ChallengeEvents(Supplier<String> ids) {
        this.ids = ids;
    }

    /**
     * A delivery is to be made.
     *
     * @param parts that the message is paid for
     * @param now when this delivery was asked for, which for a resend is later than the challenge itself
     */
    OtpRequested requested(Challenge challenge, Destination destination, Seals.Sealed sealed, int parts, Instant now) {
        var routing = challenge.sending().routing();
        return OtpRequested.newBuilder()
                .setEventId(ids.get())
                .setTenant(challenge.tenant())
                .setUserId(challenge.userId())
                .setLoginId(challenge.loginId())
                .setChallengeId(challenge.challengeId())
                .setDelivery(challenge.sending().deliveries())
                .setSequence(challenge.sequence())
                .setReference(challenge.reference())
                .setChannel(routing.used())
                .setRequestedChannel(routing.requested())
                .setRoutingReason(routing.reason())
                .setMaskedDestination(routing.destination())
                .setDestinationFingerprint(routing.fingerprint())
                .setCountry(Destination.countryOf(destination))
                .setContactVersion(challenge.contacts().over(routing.used()))
                .setClickedAt(challenge.clickedAt())
                .setRequestedAt(now)
                .setExpiresAt(challenge.expiresAt())
                .setSealedFor(sealed.keyId())
                .setSealed(ByteBuffer.wrap(sealed.content()))
                .setParts(parts)
                .build();
    }

    OtpWithdrawn withdrawn(Challenge challenge, WithdrawalReason reason, @Nullable String replacedBy, Instant now) {
        return OtpWithdrawn.newBuilder()
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
    }

    /**
     * @param to where the code would have gone; null when that could not be read. The reason may ask for more fields.
     */
    LoginRefused.Builder refused(
            String tenant,
            CodeRequest request,
            RefusalReason reason,
            Challenge.@Nullable Routing to,
            @Nullable String country,
            Instant now) {
        return LoginRefused.newBuilder()
                .setEventId(ids.get())
                .setTenant(tenant)
                .setUserId(request.userId())
                .setLoginId(Objects.requireNonNull(request.loginId(), "a refusal names its login"))
                .setReason(reason)
                .setRequestedChannel(request.channel())
                .setMaskedDestination(to == null ? null : to.destination())
                .setDestinationFingerprint(to == null ? null : to.fingerprint())
                .setCountry(country)
                .setClickedAt(request.clickedAt())
                .setRefusedAt(now);
    }

    CodeChecked checked(Challenge challenge, CheckOutcome outcome, int attemptsLeft, Instant now) {
        return CodeChecked.newBuilder()
                .setEventId(ids.get())
                .setTenant(challenge.tenant())
                .setUserId(challenge.userId())
                .setLoginId(challenge.loginId())
                .setChallengeId(challenge.challengeId())
                .setOutcome(outcome)
                .setAttemptsLeft(attemptsLeft)
                .setCheckedAt(now)
                .setMethod(challenge.isOfApp() ? MethodKind.TOTP : null)
                .build();
    }
}
