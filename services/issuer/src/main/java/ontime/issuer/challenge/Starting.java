package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import ontime.events.LoginStarted;
import ontime.events.RefusalReason;
import ontime.issuer.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Makes a code for each login that an auth service begins by event, as for one that it asks a code for over HTTP. The
 * first event of a login is answered, with a code or a refusal; whatever comes for the same login later changes
 * nothing.
 */
public final class Starting {

    /** A login whose user cannot be named is still answered. No user is called so, because it is no identifier. */
    private static final String NOBODY = "?";

    /** Has a blank, which no caller's own key can have. */
    private static final String KEY = "login started ";

    private final Issuing issuing;
    private final Seals seals;
    private final Store store;
    private final Function<String, Optional<Policy>> policies;
    private final ChallengeMetrics metrics;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /**
     * @param policies by tenant; empty for one that is not known
     * @param ids of events; UUIDs
     */
    public Starting(
            Issuing issuing,
            Seals seals,
            Store store,
            Function<String, Optional<Policy>> policies,
            ChallengeMetrics metrics,
            InstantSource clock,
            Supplier<String> ids) {
        this.issuing = issuing;
        this.seals = seals;
        this.store = store;
        this.policies = policies;
        this.metrics = metrics;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
    }

    public Started start(LoginStarted event) {
        Optional<Policy> policy = policies.apply(event.getTenant());
        if (policy.isEmpty()) {
            return new Started.Unanswerable("the tenant is not known");
        }
        if (!RequestFields.isIdentifier(event.getLoginId())) {
            return new Started.Unanswerable("the loginId is malformed");
        }
        var answer = answer(event, policy.get());
        metrics.begun(answer);
        return answer;
    }

    private Started.Answer answer(LoginStarted event, Policy policy) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!now.isBefore(event.getStartedAt().plus(policy.codes().timeToLive()))) {
            // A code that was asked for so long ago would have expired by now: who asked has given up.
            return refuse(event, RefusalReason.TOO_LATE, null, now);
        }
        try {
            if (event.getStartedAt().isAfter(now.plus(RequestFields.CLOCK_DIFFERENCE))) {
                throw new MalformedException("startedAt", "must not be in the future");
            }
            var request = fields(event).toRequest(now);
            return switch (issuing.issue(event.getTenant(), policy, request, once(event))) {
                case Issued.Made _ -> Started.Answer.MADE;
                case Issued.Refused _ -> Started.Answer.REFUSED;
                case Issued.Repeated _ -> Started.Answer.REPEATED;
                case Issued.OtherUnderSameKey _ -> Started.Answer.CONTRADICTED;
            };
        } catch (MalformedException e) {
            return refuse(event, RefusalReason.MALFORMED, e.getMessage(), now);
        }
    }

    private Started.Answer refuse(LoginStarted event, RefusalReason reason, @Nullable String detail, Instant now) {
        String user = RequestFields.isIdentifier(event.getUserId()) ? event.getUserId() : NOBODY;
        var named = new CodeRequest(user, event.getLoginId(), null, null, null, null, null, null, null);
        var once = once(event);
        boolean first = store.inOneUnit(unit -> {
            if (unit.claim(event.getTenant(), once.key(), user, seals.fingerprint(once.asked()), now)
                    .isPresent()) {
                return false;
            }
            unit.publish(events.refused(event.getTenant(), named, reason, null, null, now)
                    .setDetail(detail)
                    .build());
            unit.remember(event.getTenant(), once.key(), Once.REFUSED);
            return true;
        });
        if (first) {
            metrics.refused(reason);
        }
        return first ? Started.Answer.REFUSED : Started.Answer.REPEATED;
    }

    private static RequestFields fields(LoginStarted event) {
        return new RequestFields(
                event.getUserId(),
                event.getLoginId(),
                event.getChannel(),
                event.getPhone(),
                event.getEmail(),
                event.getClickedAt(),
                event.getLocale(),
                event.getOrigin(),
                event.getClientIp());
    }

    /** When it was asked for does not count: an event that is sent again may say so anew. */
    private static Once once(LoginStarted event) {
        String asked = Once.asked(
                event.getUserId(),
                event.getChannel() == null ? null : event.getChannel().name(),
                event.getPhone(),
                event.getEmail(),
                event.getLocale(),
                event.getOrigin(),
                event.getClientIp());
        return new Once(KEY + event.getLoginId(), asked, Challenge::challengeId, Once.Refusals.ARE_FINAL);
    }
}
