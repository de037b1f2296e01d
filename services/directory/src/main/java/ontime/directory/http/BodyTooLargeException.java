package ontime.directory.http;

/** A body turned out to be larger than allowed while it was read. */
final class BodyTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BodyTooLargeException() {
        super("body too large", null, false, false);
    }
}
