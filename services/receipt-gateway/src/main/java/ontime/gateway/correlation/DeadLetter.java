package ontime.gateway.correlation;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Something that came from the right sender and could not be read. Its content may name destinations, so only its
 * length and its digest are kept: enough to find it again at the sender.
 */
public record DeadLetter(String reason, int size, String sha256) {

    /**
     * Of content that is given up.
     *
     * @param reason what is wrong, without quoting the content
     */
    public static DeadLetter of(byte[] content, String reason) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new DeadLetter(reason, content.length, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
