package ontime.sandbox.carrier;

/**
 * A text message on its way.
 *
 * @param number of the phone, E.164
 * @param sender what the phone shows as the sender
 */
public record Sms(String number, String sender, String text) {

    /** The text holds a code; it must not end up in a log. */
    @Override
    public String toString() {
        return "Sms";
    }
}
