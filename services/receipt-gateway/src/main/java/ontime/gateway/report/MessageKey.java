package ontime.gateway.report;

/**
 * What a provider calls a message.
 *
 * @param provider short name, as the worker's receipts have it: {@code sns}, {@code smtp}
 * @param messageId up to {@value #LONGEST} characters without blanks
 */
public record MessageKey(String provider, String messageId) {

    /** A Message-ID is a line of a mail (RFC 5322 section 2.1.1) at most; the others are UUIDs. */
    public static final int LONGEST = 998;

    public MessageKey {
        if (!isOne(messageId)) {
            // The value stays out of the message: it may be anything.
            throw new IllegalArgumentException("a message's identifier is a word of at most " + LONGEST);
        }
    }

    /** Whether a text could be what a provider calls a message. */
    public static boolean isOne(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
