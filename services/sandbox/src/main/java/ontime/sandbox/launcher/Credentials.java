package ontime.sandbox.launcher;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/** What a caller and the two people of an installation show to be let in. Made once, then kept. */
record Credentials(
        String apiKey,
        String adminApiKey,
        String supportPassword,
        String adminPassword,
        String gatewayKey,
        String identitySecret) {
    static final String SUPPORT = "support";
    static final String ADMIN = "admin";

    private static final String API_KEY = "API_KEY";
    private static final String ADMIN_API_KEY = "ADMIN_API_KEY";
    private static final String SUPPORT_PASSWORD = "SUPPORT_PASSWORD";
    private static final String ADMIN_PASSWORD = "ADMIN_PASSWORD";
    private static final String GATEWAY_KEY = "GATEWAY_KEY";
    private static final String IDENTITY_SECRET = "IDENTITY_SECRET";
    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 12;

    static Credentials keptIn(Path file, SecureRandom random) {
        var kept = new LinkedHashMap<>(PrivateFile.read(file));
        kept.computeIfAbsent(API_KEY, _ -> "ot_" + random(random, KEY_BYTES));
        kept.computeIfAbsent(ADMIN_API_KEY, _ -> "ot_admin_" + random(random, KEY_BYTES));
        kept.computeIfAbsent(SUPPORT_PASSWORD, _ -> random(random, PASSWORD_BYTES));
        kept.computeIfAbsent(ADMIN_PASSWORD, _ -> random(random, PASSWORD_BYTES));
        kept.computeIfAbsent(GATEWAY_KEY, _ -> random(random, KEY_BYTES));
        kept.computeIfAbsent(IDENTITY_SECRET, _ -> random(random, KEY_BYTES));
        PrivateFile.write(file, kept);
        return new Credentials(
                kept.get(API_KEY),
                kept.get(ADMIN_API_KEY),
                kept.get(SUPPORT_PASSWORD),
                kept.get(ADMIN_PASSWORD),
                kept.get(GATEWAY_KEY),
                kept.get(IDENTITY_SECRET));
    }

    /** What the issuer is told of the key: enough to know it again, not enough to use it. */
    String apiKeyHash() {
        return sha256(apiKey);
    }

    /** The same of the key that changes the policy. */
    String adminApiKeyHash() {
        return sha256(adminApiKey);
    }

    /** The same of what the phone network shows the receipt gateway. */
    String gatewayKeyHash() {
        return sha256(gatewayKey);
    }

    private static String sha256(String key) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Credentials[...]";
    }

    private static String random(SecureRandom random, int bytes) {
        var value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
