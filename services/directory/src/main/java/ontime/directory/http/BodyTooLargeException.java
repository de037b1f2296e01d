package ontime.directory.http;

/** A body turned out to be larger than allowed while it was read. */
final class BodyTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param detail how much would not have been, as the caller gets to read it */
    BodyTooLargeException(String detail) {
        super(detail, null, false, false);
    }
}
