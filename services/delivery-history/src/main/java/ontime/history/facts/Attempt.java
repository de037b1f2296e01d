package ontime.history.facts;

import java.time.Instant;
import ontime.events.DeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * One call to the provider within a delivery.
 *
 * @param attempt its number in the order of time, from 1; workers count anew after a restart, so theirs is not told
 * @param route by which of the worker's routes it went; null where that was not told
 * @param detail the provider's own words
 * @param endedAt when the status became true
 * @param retryAt when the next attempt was due, where one was to follow
 * @param perhapsTaken whether the call did not succeed, and the provider may have taken the message all the same
 */
public record Attempt(
        int attempt,
        @Nullable String provider,
        @Nullable String route,
        DeliveryState status,
        @Nullable DeliveryReason reason,
        @Nullable String detail,
        @Nullable String providerMessageId,
        @Nullable Instant dispatchedAt,
        Instant endedAt,
        @Nullable Instant retryAt,
        boolean perhapsTaken) {

    /** When the call was made or, where nobody told, when it had ended. */
    public Instant begun() {
        return dispatchedAt == null ? endedAt : dispatchedAt;
    }

    /** Whether the provider took the message, whatever became of it then. */
    public boolean taken() {
        return status.isSent() || status == DeliveryState.RETURNED;
    }
}
