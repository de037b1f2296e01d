package ontime.sealing;

/** A sealed message that this worker cannot open. Trying again does not help. */
public final class UnreadableSealException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableSealException(String message) {
        super(message);
    }
}
