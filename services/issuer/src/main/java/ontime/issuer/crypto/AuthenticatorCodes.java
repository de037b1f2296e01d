package ontime.issuer.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import ontime.issuer.challenge.AppCodes;

/** Codes of authenticator apps by java-otp, with the values that every app knows: HMAC-SHA-1, six digits, 30 s. */
public final class AuthenticatorCodes implements AppCodes {

    private static final int STEP_SECONDS = 30;

    /** Steps to either side that are taken, for clocks that differ (RFC 6238 section 5.2). */
    private static final int DRIFT = 1;

    private final HmacOneTimePasswordGenerator generator = new HmacOneTimePasswordGenerator();

    @Override
    public OptionalLong step(String secret, String code, Instant now) {
        var key = new SecretKeySpec(Base32.decode(secret), generator.getAlgorithm());
        long present = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        OptionalLong found = OptionalLong.empty();
        // All of them, so that the time tells nothing about which one matched.
        for (long step = present - DRIFT; step <= present + DRIFT; step++) {
            if (MessageDigest.isEqual(code(key, step).getBytes(US_ASCII), code.getBytes(US_ASCII))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    private String code(SecretKeySpec key, long step) {
        try {
            return generator.generateOneTimePasswordString(key, step, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the secret of an authenticator app is no key", e);
        }
    }
}
