package ontime.history.contacts;

import java.time.Instant;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import org.jspecify.annotations.Nullable;

/**
 * A store that must know each contact has told how far it is with one version of it.
 *
 * @param follower short name of the store
 * @param detail why, for what failed or drifted
 * @param at when it became true
 */
public record FollowerReport(
        String tenant,
        String userId,
        String follower,
        ContactKind kind,
        long version,
        FollowerState state,
        @Nullable String detail,
        Instant at) {}
