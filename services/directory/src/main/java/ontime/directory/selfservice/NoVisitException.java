package ontime.directory.selfservice;

/** Whoever is here came without a link, or stayed too long. */
final class NoVisitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoVisitException() {
        super("no visit", null, false, false);
    }
}
