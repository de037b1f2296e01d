package ontime.bench.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A key that a benchmark calls a service with. */
public record ApiKey(String text) {

    public static ApiKey forTheBenchmark() {
        return new ApiKey("a-key-for-the-benchmark-0123456789");
    }

    /** As services are told of it, in hexadecimal. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public String authorization() {
        return "Bearer " + text;
    }
}
