package ontime.gateway.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The access keys that Firehose may show. Only their digests are known, and comparing them takes always as long. */
public final class AccessKeys {

    private static final int DIGEST_LENGTH = 32;

    private final List<byte[]> digests;

    /** @param digests SHA-256 of each key in hexadecimal; none lets nobody in */
    public AccessKeys(Collection<String> digests) {
        this.digests = digests.stream().map(AccessKeys::parse).toList();
    }

    private static byte[] parse(String digest) {
        try {
            var bytes = HexFormat.of().parseHex(digest);
            if (bytes.length == DIGEST_LENGTH) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Its message quotes the value, which may be the key itself put there by mistake.
            throw noDigest();
        }
        throw noDigest();
    }

    private static IllegalArgumentException noDigest() {
        return new IllegalArgumentException(
                "ontime.gateway.firehose.access-keys takes the SHA-256 of each key in hexadecimal");
    }

    public boolean admit(@Nullable String key) {
        var shown = sha256(key == null ? "" : key);
        var admitted = false;
        for (var digest : digests) {
            // No short cut: how long it takes must not tell which one it was.
            admitted |= MessageDigest.isEqual(digest, shown);
        }
        return admitted && key != null;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
