package ontime.sandbox.carrier;

/** Where the network writes what became of a message. */
public interface StatusLog {

    /** Takes it, and does not wait. */
    void write(SmsStatus status);
}
