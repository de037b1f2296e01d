package ontime.infrastructure.identity;

import org.jspecify.annotations.Nullable;

/**
 * What a simulated store holds of a user.
 *
 * @param changes how often it was changed by calls of its protocol
 * @param version grows with each change, whoever made it
 */
public record Holding(@Nullable String phone, @Nullable String email, int changes, int version) {

    static final Holding NOTHING = new Holding(null, null, 0, 1);

    Holding withPhone(@Nullable String number) {
        return new Holding(number, email, changes + 1, version + 1);
    }

    Holding withEmail(@Nullable String address) {
        return new Holding(phone, address, changes + 1, version + 1);
    }

    /** Changed by somebody at the store itself. */
    Holding setTo(@Nullable String number, @Nullable String address) {
        return new Holding(number, address, changes, version + 1);
    }

    /** Without what it is. */
    @Override
    public String toString() {
        return "Holding[" + version + "]";
    }
}
