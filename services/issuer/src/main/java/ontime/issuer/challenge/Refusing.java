package ontime.issuer.challenge;

import java.time.Instant;
import ontime.events.LoginRefused;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;
import ontime.issuer.limit.Reached;
import ontime.issuer.routing.Destination;
import ontime.issuer.routing.Route;
import org.jspecify.annotations.Nullable;

/** Says why a login gets no code: to the caller, and as an event, so that nothing is dropped silently. */
final class Refusing {

    private final Posting posting;
    private final ChallengeEvents events;

    Refusing(Posting posting, ChallengeEvents events) {
        this.posting = posting;
        this.events = events;
    }

    Issued loginOfAnother(Store.Unit unit, String tenant, CodeRequest request, Instant now) {
        var event = event(tenant, request, RefusalReason.LOGIN_OF_ANOTHER_USER, null, now)
                .build();
        return told(unit, new Issued.LoginOfAnother(event));
    }

    Issued noRoute(Store.Unit unit, String tenant, CodeRequest request, Route.None none, Instant now) {
        var event = event(tenant, request, RefusalReason.NO_ROUTE, none.destination(), now)
                .setRoutingReason(none.reason())
                .build();
        return told(unit, new Issued.NoRoute(none, event));
    }

    Issued invalidDestination(Store.Unit unit, String tenant, CodeRequest request, Route.Invalid invalid, Instant now) {
        var event = event(tenant, request, RefusalReason.INVALID_DESTINATION, null, now)
                .setDetail("the " + invalid.field() + " " + invalid.why())
                .build();
        return told(unit, new Issued.InvalidDestination(invalid, event));
    }

    Issued destinationNotAllowed(Store.Unit unit, String tenant, CodeRequest request, Instant now) {
        var event = event(tenant, request, RefusalReason.INVALID_DESTINATION, null, now)
                .setDetail("codes go to contacts of the directory only, and the request names a destination")
                .build();
        return told(unit, new Issued.DestinationNotAllowed(event));
    }

    Issued enrolmentRequired(
            Store.Unit unit,
            String tenant,
            CodeRequest request,
            boolean takenAway,
            @Nullable String enrolmentUrl,
            Instant now) {
        var event = event(tenant, request, RefusalReason.ENROLMENT_REQUIRED, null, now)
                .setEnrolmentUrl(enrolmentUrl)
                .build();
        return told(unit, new Issued.EnrolmentRequired(takenAway, event));
    }

    /** @param to null when nothing would have been sent */
    Issued userLocked(Store.Unit unit, String tenant, CodeRequest request, @Nullable Destination to, Instant now) {
        var event = event(tenant, request, RefusalReason.USER_LOCKED, to, now).build();
        return told(unit, new Issued.UserLocked(event));
    }

    /** @param to null when nothing would have been sent */
    Issued limited(
            Store.Unit unit,
            String tenant,
            CodeRequest request,
            Reached reached,
            @Nullable Destination to,
            Instant now) {
        var event = event(tenant, request, RefusalReason.RATE_LIMITED, to, now)
                .setLimit(reached.limit().text())
                .setRetryAt(reached.retryAt())
                .build();
        return told(unit, new Issued.RateLimited(reached, event));
    }

    private LoginRefused.Builder event(
            String tenant, CodeRequest request, RefusalReason reason, @Nullable Destination to, Instant now) {
        var routing = to == null ? null : posting.routing(request.channel(), RoutingReason.OTHER, to);
        return events.refused(tenant, request, reason, routing, Destination.countryOf(to), now);
    }

    private static Issued told(Store.Unit unit, Issued.Refused refusal) {
        unit.publish(refusal.event());
        return refusal;
    }
}
