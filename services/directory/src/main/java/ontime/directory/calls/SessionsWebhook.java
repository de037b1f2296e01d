package ontime.directory.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a tenant is told that sessions are to end.
 *
 * @param secret by which each call is signed
 */
public record SessionsWebhook(URI url, String secret) {

    private static final String SIGNATURE = "OnTime-Signature";

    /** Names the time, so that a call that somebody has recorded is good for as long as the receiver allows. */
    Map<String, String> signed(String body, Instant now) {
        long seconds = now.getEpochSecond();
        return Map.of(SIGNATURE, "t=" + seconds + ",v1=" + hmac(seconds + "." + body));
    }

    private String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SessionsWebhook[...]";
    }
}
