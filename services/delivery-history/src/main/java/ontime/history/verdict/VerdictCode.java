package ontime.history.verdict;

import static ontime.history.verdict.Severity.ERROR;
import static ontime.history.verdict.Severity.INFO;
import static ontime.history.verdict.Severity.OK;
import static ontime.history.verdict.Severity.WARNING;

/**
 * What can be said of a login, the most telling first: where several are true, the first is the verdict and the others
 * are mentioned. What was typed tells more than what was delivered, and a failure more than a detour. That no code was
 * made at all tells most, unless one was made later; {@link Verdict} sees to that.
 */
public enum VerdictCode {
    LOCKED(ERROR),
    SUPERSEDED_CODE_ENTERED(ERROR),
    ARRIVED_AFTER_EXPIRY(ERROR),
    ENTERED_AFTER_EXPIRY(ERROR),
    WRONG_DIGITS(WARNING),
    ARRIVED_LATE(WARNING),
    VERIFIED(OK),
    NO_ROUTE(ERROR),
    INVALID_DESTINATION(ERROR),
    RATE_LIMITED(WARNING),
    REFUSED(ERROR),
    BOUNCED(ERROR),
    PROVIDER_FAILED(ERROR),
    DROPPED_EXPIRED(ERROR),
    SUPERSEDED(INFO),
    CANCELLED(INFO),
    PROVIDER_THROTTLED(WARNING),
    FELL_BACK(WARNING),
    ROUTED_TO_EMAIL_COUNTRY(INFO),
    SUPPRESSED(WARNING),
    ROUTED_TO_OTHER_CHANNEL(INFO),
    NO_RECEIPT(ERROR),
    CARRIER_UNCONFIRMED(WARNING),
    DELIVERED_NOT_ENTERED(INFO),
    IN_PROGRESS(INFO);

    private final Severity severity;

    VerdictCode(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
