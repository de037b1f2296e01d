package ontime.history.http;

import java.time.Instant;
import java.util.List;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.history.contacts.FollowerReport;
import ontime.history.contacts.KnownChange;
import org.jspecify.annotations.Nullable;

/**
 * A change of a contact of the login's user.
 *
 * @param version which deliveries name as their contactVersion
 * @param destination masked; null when the contact was removed
 * @param previous the one before it, masked
 * @param inForceAt since when codes follow it; null while they do not
 */
record ContactAnswer(
        ContactKind kind,
        long version,
        @Nullable String destination,
        @Nullable String previous,
        ChangedBy changedBy,
        Instant askedAt,
        Instant changedAt,
        @Nullable Instant inForceAt,
        List<Follower> followers) {

    record Follower(
            String follower, FollowerState state, @Nullable String detail, Instant at) {}

    static ContactAnswer of(KnownChange known) {
        var change = known.change();
        return new ContactAnswer(
                change.kind(),
                change.version(),
                change.destination(),
                change.previous(),
                change.changedBy(),
                change.askedAt(),
                change.changedAt(),
                known.inForce().map(FollowerReport::at).orElse(null),
                known.reports().stream()
                        .map(report -> new Follower(report.follower(), report.state(), report.detail(), report.at()))
                        .toList());
    }
}
