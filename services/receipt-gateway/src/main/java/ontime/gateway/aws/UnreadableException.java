package ontime.gateway.aws;

/** Something that is not what it should be, and will not be when it comes again. The message quotes nothing of it. */
final class UnreadableException extends Exception {
    UnreadableException(String reason) {
        super(reason);
    }
}
