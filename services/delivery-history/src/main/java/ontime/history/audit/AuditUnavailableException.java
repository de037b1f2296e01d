package ontime.history.audit;

/** What was asked for cannot be written down now, and so it is neither shown nor done. */
public final class AuditUnavailableException extends RuntimeException {

    public AuditUnavailableException(Throwable cause) {
        super("the audit cannot be written", cause);
    }
}
