package ontime.delivery;

/**
 * A delivery that failed on our side and will fail again: its message does not open, or our own code is at fault. Says
 * what is wrong without any of the message, so that it may be logged and kept beside the record.
 */
public final class UndeliverableException extends Exception {
    private static final long serialVersionUID = 1;

    UndeliverableException(String message) {
        super(message);
    }

    /** Keeps the place of a fault of ours, but not its words: they may quote a destination or a code. */
    static UndeliverableException causedBy(RuntimeException fault) {
        var failure = new UndeliverableException(
                "failed on our side: " + fault.getClass().getSimpleName());
        failure.setStackTrace(fault.getStackTrace());
        return failure;
    }
}
