package ontime.sandbox.launcher;

/** The installation cannot start. The message is one line for the person at the terminal. */
final class StartFailedException extends RuntimeException {
    StartFailedException(String reason) {
        super(reason);
    }

    StartFailedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
