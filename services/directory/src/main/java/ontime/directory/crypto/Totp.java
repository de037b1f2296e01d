package ontime.directory.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import ontime.directory.user.OneTimePasswords;

/** RFC 6238 by java-otp. */
public final class Totp implements OneTimePasswords {

    /** As RFC 4226 recommends: 160 bits. */
    private static final int SECRET_BYTES = 20;

    private final TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
    private final RandomGenerator random;

    /** @param random for the secrets: must not be predictable */
    public Totp(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base32.encode(secret);
    }

    @Override
    public OptionalLong step(String secret, String code, Instant now) {
        var key = new SecretKeySpec(Base32.decode(secret), generator.getAlgorithm());
        long present = now.getEpochSecond() / generator.getTimeStep().toSeconds();
        return LongStream.of(present, present - 1, present + 1)
                .filter(step -> isOf(key, step, code))
                .findFirst();
    }

    private boolean isOf(SecretKeySpec key, long step, String code) {
        try {
            String right = generator.generateOneTimePasswordString(
                    key, Instant.ofEpochSecond(step * generator.getTimeStep().toSeconds()), Locale.ROOT);
            return MessageDigest.isEqual(right.getBytes(US_ASCII), code.getBytes(US_ASCII));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("the secret is no key", e);
        }
    }
}
