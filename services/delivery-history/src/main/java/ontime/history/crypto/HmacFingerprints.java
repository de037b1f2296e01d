package ontime.history.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ontime.events.Channel;
import ontime.history.search.Fingerprints;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's fingerprints (HMAC with SHA-256, the first 16 bytes), made with its key and without its library: with
 * that, the history would have the means to open what is sealed.
 */
final class HmacFingerprints implements Fingerprints {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int FINGERPRINT_BYTES = 16;
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");

    private final @Nullable SecretKeySpec key;
    private final Function<String, @Nullable String> toE164;

    /**
     * Takes the key.
     *
     * @param key null when nobody can search by a destination
     * @param toE164 reads a phone number in any notation; null where it is none
     */
    HmacFingerprints(@Nullable SecretKeySpec key, Function<String, @Nullable String> toE164) {
        this.key = key;
        this.toE164 = toE164;
    }

    /** Reads the key, in Base64, from a file; the content is never repeated. */
    static SecretKeySpec read(Path file) {
        try {
            var bytes =
                    Base64.getDecoder().decode(Files.readString(file, US_ASCII).strip());
            return new SecretKeySpec(bytes, ALGORITHM);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the key file " + file, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " holds no key in Base64");
        }
    }

    @Override
    public boolean available() {
        return key != null;
    }

    @Override
    public Optional<String> ofPhone(String written) {
        var e164 = toE164.apply(written);
        return e164 == null ? Optional.empty() : of(Channel.SMS, e164);
    }

    @Override
    public Optional<String> ofEmail(String written) {
        return ADDRESS.matcher(written).matches()
                ? of(Channel.EMAIL, written.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private Optional<String> of(Channel channel, String destination) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            var whole = mac.doFinal((channel + "\n" + destination).getBytes(UTF_8));
            return Optional.of(HexFormat.of().formatHex(Arrays.copyOf(whole, FINGERPRINT_BYTES)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
