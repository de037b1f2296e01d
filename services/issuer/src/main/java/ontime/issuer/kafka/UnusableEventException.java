package ontime.issuer.kafka;

/** An event that was decoded and that nothing can be done with. The message says why and quotes nothing of it. */
final class UnusableEventException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableEventException(String reason) {
        super(reason);
    }
}
