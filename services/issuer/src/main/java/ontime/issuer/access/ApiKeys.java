package ontime.issuer.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Who may call, by API key. Keys are kept as SHA-256, which is enough for random keys of 128 bits and more, and looked
 * up by it, so that no comparison tells how much of a key was right.
 */
public final class ApiKeys {

    private final Map<String, Caller> byDigest;

    /** @param byDigest by the SHA-256 of their key, in lower-case hexadecimal */
    public ApiKeys(Map<String, Caller> byDigest) {
        this.byDigest = Map.copyOf(byDigest);
    }

    /** What a caller with the key of this digest is called. */
    public static String name(String digest) {
        return "api-key-" + digest.substring(0, 8);
    }

    /** Empty when the key is nobody's. */
    public Optional<Caller> caller(String key) {
        return Optional.ofNullable(byDigest.get(sha256(key)));
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
