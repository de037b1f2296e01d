package ontime.history.facts;

import ontime.events.Channel;
import ontime.events.RoutingReason;
import org.jspecify.annotations.Nullable;

/**
 * Why a code travelled the way it did.
 *
 * @param requested null when the caller left the choice to the policy
 */
public record Routing(@Nullable Channel requested, Channel used, RoutingReason reason) {}
