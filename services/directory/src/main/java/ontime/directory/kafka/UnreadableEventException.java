package ontime.directory.kafka;

/** An entry of the outbox that this version cannot read. */
final class UnreadableEventException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableEventException() {
        // Without the cause: a decoder's message may quote what it decoded.
        super("cannot be read by this version");
    }
}
