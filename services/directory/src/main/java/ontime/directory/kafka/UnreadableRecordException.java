package ontime.directory.kafka;

/** A record that is no event of ours and never will be. The message says why and quotes nothing of it. */
final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableRecordException(String reason) {
        super(reason);
    }
}
