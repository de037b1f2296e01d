package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.MethodKind;
import ontime.events.WithdrawalReason;

/**
 * Ends codes that went by a method which an administrator took away: whoever has the phone now must not get in with
 * what it was sent before.
 */
public final class Revoking {

    private final Store store;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /** @param ids of events; UUIDs */
    public Revoking(Store store, InstantSource clock, Supplier<String> ids) {
        this.store = store;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
    }

    /**
     * Ends what can be entered still, wherever the caller said that it goes. A method that the user has again since is
     * left alone, so that this may be told twice, or late.
     */
    public void revoke(String tenant, String userId, Collection<MethodKind> removed, Instant resetAt) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.inOneUnit(unit -> {
            // Held first, as everything about a user is.
            unit.lockUser(tenant, userId);
            Set<MethodKind> gone = new HashSet<>(removed);
            unit.book(tenant, userId)
                    .filter(book -> book.changedAt().isAfter(resetAt))
                    .ifPresent(book -> gone.removeAll(book.methods()));
            unit.recent(tenant, userId, OldCodes.inSightSince(now)).stream()
                    .filter(challenge -> challenge.isEnterable(now) && wentBy(challenge.sending(), gone))
                    .forEach(challenge -> end(unit, challenge, now));
            return tenant;
        });
    }

    private void end(Store.Unit unit, Challenge challenge, Instant now) {
        unit.change(challenge.in(Challenge.State.CANCELLED));
        if (challenge.isActive(now)) {
            unit.publish(events.withdrawn(challenge, WithdrawalReason.CANCELLED, null, now));
        }
    }

    private static boolean wentBy(Challenge.Sending sending, Set<MethodKind> methods) {
        return methods.contains(methodOver(sending.routing().used()))
                || (sending.bothChannels() && (methods.contains(MethodKind.SMS) || methods.contains(MethodKind.EMAIL)));
    }

    private static MethodKind methodOver(Channel channel) {
        return switch (channel) {
            case SMS -> MethodKind.SMS;
            case EMAIL -> MethodKind.EMAIL;
            case TOTP -> MethodKind.TOTP;
            case OTHER -> MethodKind.OTHER;
        };
    }
}
