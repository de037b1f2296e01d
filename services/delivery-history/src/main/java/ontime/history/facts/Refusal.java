package ontime.history.facts;

import java.time.Instant;
import ontime.events.Channel;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import org.jspecify.annotations.Nullable;

/**
 * The issuer made no code, and why.
 *
 * @param routingReason why no channel could carry it, for NO_ROUTE
 * @param limit that was reached, for RATE_LIMITED
 * @param retryAt from when on it is worth asking again, for RATE_LIMITED
 * @param destination masked
 * @param userId who asked, where it was not the user of the login
 */
public record Refusal(
        Instant refusedAt,
        RefusalReason reason,
        @Nullable RoutingReason routingReason,
        @Nullable String limit,
        @Nullable Instant retryAt,
        @Nullable String detail,
        @Nullable Channel requestedChannel,
        @Nullable String destination,
        @Nullable String country,
        @Nullable String userId) {

    static Refusal of(Fact.Refused fact) {
        return new Refusal(
                fact.refusedAt(),
                fact.reason(),
                fact.routingReason(),
                fact.limit(),
                fact.retryAt(),
                fact.detail(),
                fact.requestedChannel(),
                fact.maskedDestination(),
                fact.country(),
                fact.ofItsOwner() ? null : fact.userId());
    }
}
