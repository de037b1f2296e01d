package ontime.history.actions;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.AuditUnavailableException;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import org.jspecify.annotations.Nullable;

/** Has the issuer do what people at the console want. It stands in the audit before, and what came of it after. */
public final class Acting {

    private final @Nullable Issuer issuer;
    private final AuditLog audit;
    private final InstantSource clock;

    /** @param issuer null when none is configured: then nothing can be done here */
    public Acting(@Nullable Issuer issuer, AuditLog audit, InstantSource clock) {
        this.issuer = issuer;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether there is an issuer to ask. */
    public boolean isPossible() {
        return issuer != null;
    }

    /**
     * Has something done about a login.
     *
     * @param key of this order: however often it comes, it is done once
     */
    public Result act(Agent agent, String loginId, Order order, Reason reason, String key) {
        try {
            write(agent, loginId, order, reason, Outcome.BEGUN);
        } catch (AuditUnavailableException e) {
            return new Result.NotAudited(Result.Done.NO);
        }
        var result = issuer().perform(agent, order, reason, key);
        try {
            write(agent, loginId, order, reason, outcome(result));
        } catch (AuditUnavailableException e) {
            return new Result.NotAudited(done(result));
        }
        return result;
    }

    /** Until when a code may not be sent again; empty when it may be, or nobody knows. */
    public Optional<Instant> pauseEnds(Agent agent, String challengeId) {
        return issuer().resendableFrom(agent, challengeId).filter(clock.instant()::isBefore);
    }

    /** The destinations that nothing is sent to; empty when the issuer does not answer. */
    public Optional<List<Suppression>> suppressions(Agent agent) {
        return issuer().suppressions(agent);
    }

    /** Has the issuer forget a user; who asks for it writes the audit. */
    public Result forget(Agent agent, String userId) {
        return issuer().forget(agent, userId);
    }

    private Issuer issuer() {
        return Objects.requireNonNull(issuer, "no issuer is configured");
    }

    private void write(Agent agent, String loginId, Order order, Reason reason, Outcome outcome) {
        audit.record(new AuditEntry(
                clock.instant(),
                agent.tenant(),
                agent.name(),
                agent.roles(),
                order.action(),
                Subject.login(loginId),
                reason.text(),
                outcome));
    }

    private static Outcome outcome(Result result) {
        return switch (result) {
            case Result.Sent _, Result.Cancelled _, Result.Lifted _, Result.Shown _, Result.Forgotten _ -> Outcome.DONE;
            case Result.OverBefore _, Result.Refused _ -> Outcome.REFUSED;
            case Result.Unanswered _, Result.NotAudited _ -> Outcome.FAILED;
        };
    }

    private static Result.Done done(Result result) {
        return switch (result) {
            case Result.Sent _, Result.Cancelled _, Result.Lifted _, Result.Shown _, Result.Forgotten _ ->
                Result.Done.YES;
            case Result.OverBefore _, Result.Refused _ -> Result.Done.NO;
            case Result.Unanswered(boolean perhaps) -> perhaps ? Result.Done.PERHAPS : Result.Done.NO;
            case Result.NotAudited(Result.Done byThen) -> byThen;
        };
    }
}
