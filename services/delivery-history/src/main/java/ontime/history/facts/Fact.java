package ontime.history.facts;

import java.time.Instant;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.events.MethodKind;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.events.WithdrawalReason;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a code, as the history keeps it: the event without what must not be kept. No fact has a
 * place for a sealed payload, so none can reach the database.
 */
public sealed interface Fact {

    /** Identifies the fact: whoever sees it again knows it already. */
    String eventId();

    String tenant();

    String userId();

    String loginId();

    /** When it happened. */
    Instant at();

    /** Name of the event that told it. */
    String type();

    /** Whether the login belongs to the user that is named. Whoever names another's login is refused. */
    default boolean ofItsOwner() {
        return true;
    }

    /** A fact of one code. A login that was refused has none. */
    sealed interface OfChallenge extends Fact {
        String challengeId();
    }

    /** A code was to be delivered. */
    record Requested(
            String eventId,
            String tenant,
            String userId,
            String loginId,
            String challengeId,
            int delivery,
            long sequence,
            String reference,
            Channel channel,
            @Nullable Channel requestedChannel,
            RoutingReason routingReason,
            String maskedDestination,
            String destinationFingerprint,
            @Nullable String country,
            @Nullable Long contactVersion,
            @Nullable Instant clickedAt,
            Instant requestedAt,
            Instant expiresAt)
            implements OfChallenge {

        @Override
        public Instant at() {
            return requestedAt;
        }

        @Override
        public String type() {
            return "OtpRequested";
        }

        /** The click, or the request where the caller did not tell the click or tells one that comes after it. */
        public Instant clicked() {
            return clickedAt == null || clickedAt.isAfter(requestedAt) ? requestedAt : clickedAt;
        }
    }

    /** A challenge ended before its time. */
    record Withdrawn(
            String eventId,
            String tenant,
            String userId,
            String loginId,
            String challengeId,
            long sequence,
            WithdrawalReason reason,
            @Nullable String replacedBy,
            Instant withdrawnAt)
            implements OfChallenge {

        @Override
        public Instant at() {
            return withdrawnAt;
        }

        @Override
        public String type() {
            return "OtpWithdrawn";
        }
    }

    /**
     * A worker or a provider reported on a delivery.
     *
     * @param heardBy null in facts of before there was a gateway, which are all a worker's
     * @param route of the worker that the call took; null where no call was made, and in facts of before it was told
     */
    record Reported(
            String eventId,
            String tenant,
            String userId,
            String loginId,
            String challengeId,
            int delivery,
            Channel channel,
            @Nullable String country,
            int attempt,
            DeliveryStatus status,
            @Nullable DeliveryReason reason,
            @Nullable String detail,
            @Nullable String provider,
            @Nullable String providerMessageId,
            @Nullable Confidence confidence,
            @Nullable Instant publishedAt,
            @Nullable Instant consumedAt,
            @Nullable Instant dispatchedAt,
            Instant occurredAt,
            Instant observedAt,
            @Nullable Instant retryAt,
            @Nullable HeardBy heardBy,
            @Nullable Boolean permanent,
            @Nullable String carrier,
            @Nullable String route)
            implements OfChallenge {

        @Override
        public Instant at() {
            return occurredAt;
        }

        @Override
        public String type() {
            return "DeliveryReceipt";
        }

        /** The state that this receipt alone speaks for. */
        public DeliveryState state() {
            return DeliveryState.of(status, heardBy);
        }
    }

    /**
     * Somebody typed a code.
     *
     * @param method where the code came from; null for one that was sent
     */
    record Checked(
            String eventId,
            String tenant,
            String userId,
            String loginId,
            String challengeId,
            CheckOutcome outcome,
            int attemptsLeft,
            Instant checkedAt,
            @Nullable MethodKind method)
            implements OfChallenge {

        @Override
        public Instant at() {
            return checkedAt;
        }

        @Override
        public String type() {
            return "CodeChecked";
        }
    }

    /**
     * No code was made.
     *
     * @param userId empty when nobody could read who asked
     */
    record Refused(
            String eventId,
            String tenant,
            String userId,
            String loginId,
            RefusalReason reason,
            @Nullable RoutingReason routingReason,
            @Nullable String limit,
            @Nullable Instant retryAt,
            @Nullable String detail,
            @Nullable Channel requestedChannel,
            @Nullable String maskedDestination,
            @Nullable String destinationFingerprint,
            @Nullable String country,
            @Nullable Instant clickedAt,
            Instant refusedAt)
            implements Fact {

        @Override
        public Instant at() {
            return refusedAt;
        }

        @Override
        public String type() {
            return "LoginRefused";
        }

        @Override
        public boolean ofItsOwner() {
            return reason != RefusalReason.LOGIN_OF_ANOTHER_USER;
        }

        /** As {@link Requested#clicked()}. A stranger's click says nothing of when the login began. */
        public Instant clicked() {
            return clickedAt == null || clickedAt.isAfter(refusedAt) || !ofItsOwner() ? refusedAt : clickedAt;
        }
    }
}
