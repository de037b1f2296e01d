package ontime.history.kafka;

/** A record that is no event of ours and never will be. The message says why and quotes nothing of it. */
final class UnreadableEvent extends Exception {
    UnreadableEvent(String reason) {
        super(reason);
    }
}
