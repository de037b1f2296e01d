package ontime.issuer.kafka;

/** An entry of the outbox that this version cannot read. Trying again at once does not help. */
final class UnreadableEventException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableEventException(OutboxEntry entry) {
        // Without the cause: a decoder's message may quote what it decoded.
        super(entry + " cannot be read by this version");
    }
}
