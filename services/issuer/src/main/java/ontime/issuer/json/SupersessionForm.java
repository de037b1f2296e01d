package ontime.issuer.json;

import java.time.Duration;
import ontime.issuer.policy.InvalidPolicyException;
import ontime.issuer.policy.Supersession;
import org.jspecify.annotations.Nullable;

/**
 * What a new challenge does to the older ones.
 *
 * @param mode one of {@link Mode}
 * @param grace how long older codes can still be entered; only with GRACE, and then it must be there
 */
record SupersessionForm(Mode mode, @Nullable Duration grace) {

    enum Mode {
        INVALIDATE_PREVIOUS,
        REUSE_UNTIL_TTL,
        GRACE
    }

    static SupersessionForm of(Supersession supersession) {
        return switch (supersession) {
            case Supersession.InvalidatePrevious _ -> new SupersessionForm(Mode.INVALIDATE_PREVIOUS, null);
            case Supersession.ReuseUntilTtl _ -> new SupersessionForm(Mode.REUSE_UNTIL_TTL, null);
            case Supersession.Grace other -> new SupersessionForm(Mode.GRACE, other.period());
        };
    }

    Supersession supersession() {
        return switch (mode) {
            case INVALIDATE_PREVIOUS -> withoutGrace(new Supersession.InvalidatePrevious());
            case REUSE_UNTIL_TTL -> withoutGrace(new Supersession.ReuseUntilTtl());
            case GRACE -> withGrace();
        };
    }

    private Supersession withGrace() {
        if (grace == null) {
            throw new InvalidPolicyException("codes.supersession.grace", "must say how long, as the mode is GRACE");
        }
        return new Supersession.Grace(grace);
    }

    /** Refuses what would have no effect: whoever sent it believes that older codes can still be entered. */
    private Supersession withoutGrace(Supersession supersession) {
        if (grace != null) {
            throw new InvalidPolicyException("codes.supersession.grace", "must be null, as the mode is not GRACE");
        }
        return supersession;
    }
}
