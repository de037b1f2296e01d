package ontime.issuer.http;

import java.util.regex.Pattern;
import ontime.issuer.challenge.Once;
import org.jspecify.annotations.Nullable;

/** The header by which a caller may send the same request again without a second effect. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern VALID = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /**
     * The request of that key; null when the caller named none.
     *
     * @throws Refusal when it is no key
     */
    static @Nullable Once once(@Nullable String key, ChallengeBody body, Answers answers) {
        String read = read(key);
        return read == null ? null : new Once(read, body.asked(), answers::write, Once.Refusals.MAY_BE_REPEATED);
    }

    /**
     * The key of somebody's action at the support console, apart from those of the tenant's own services.
     *
     * @throws Refusal when there is none: a person who clicks twice means one action
     */
    static String ofAgent(@Nullable String key) {
        return "agent:" + valid(key == null ? "" : key);
    }

    /** @throws Refusal when it is no key */
    static @Nullable String read(@Nullable String key) {
        return key == null ? null : valid(key);
    }

    private static String valid(String key) {
        if (!VALID.matcher(key).matches()) {
            throw Refusal.malformedHeader(HEADER, "must be 1 to 255 visible ASCII characters without blanks");
        }
        return key;
    }
}
